import { hash } from "node:crypto";

/** Callers use few keys many times; hashing costs more than all else that is done to find one. */
const hashes = new Map<string, string>();
const MOST_HASHES = 10_000;
/** Longer ones are not ours, and not worth remembering. */
const LONGEST_REMEMBERED = 256;

/**
 * The SHA-256 of a key, hex: what keys are looked up by. That is why a look-up needs no comparison in constant time: how long it takes
 * depends on hashes alone, and nobody can steer the hash of a guess towards one that is known. The memory of hashes compares texts only
 * where V8's own, randomly seeded hashes agree.
 */
export function hashKey(key: string): string {
  const known = hashes.get(key);
  if (known !== undefined) return known;
  const hashed = hash("sha256", key, "hex");
  if (hashes.size >= MOST_HASHES) hashes.clear();
  if (key.length <= LONGEST_REMEMBERED) hashes.set(key, hashed);
  return hashed;
}
