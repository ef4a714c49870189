import { createHash, randomInt } from "node:crypto";
import type { Transaction } from "@sluice/db/client";
import type { ApiKey } from "@sluice/db/generated/client";
import type { ApiKeyResource } from "@sluice/definition/consumers";
import { MASK, secretHint } from "@sluice/definition/secrets";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError } from "../management-error.ts";

/** So that a key found in a log or a repository says where it belongs. */
const PREFIX = "slc_";
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 62^32: 190 bits. */
const LENGTH = 32;
/** Every gateway holds every key in memory, and nobody can tell more of them apart. */
export const MOST_LIVE_KEYS = 20;

export interface NewApiKey {
  readonly subscriptionId: string;
  readonly name?: string | undefined;
  /** A key of the caller's own, in place of a random one. */
  readonly customApiKey?: string | undefined;
  readonly expiresAt?: Date | null;
}

/**
 * A new key of a subscription, whose row is locked. The text is given out once; only its hash and last four characters are kept.
 * A taken key is refused without a word on whose it is, and so is one too many.
 */
export async function insertApiKey(
  tx: Transaction,
  { now }: Pick<ManagementContext, "now">,
  { subscriptionId, name = "", customApiKey, expiresAt = null }: NewApiKey,
): Promise<ApiKeyResource | ManagementError> {
  const live = await tx.apiKey.count({ where: { subscriptionId, ...liveAt(now()) } });
  if (live >= MOST_LIVE_KEYS) {
    return new ManagementError("conflict", `This subscription has ${live} keys that work, and may have no more. Revoke one first.`);
  }
  const key = customApiKey ?? randomKey();
  const data = { subscriptionId, name, hash: hashKey(key), hint: secretHint(key), expiresAt };
  // Two callers may choose one key at the same moment: the unique hash decides, without a throw that would spoil the transaction.
  const [row] = await tx.apiKey.createManyAndReturn({ data: [data], skipDuplicates: true });
  return row ? { ...apiKeyResource(row), key } : invalidFields({ customApiKey: "This key cannot be used. Choose another." });
}

function randomKey(): string {
  return PREFIX + Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

/** SHA-256, hex. A key is random, so nothing slower is needed to keep it from being guessed. */
export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** Keys that are neither revoked nor expired. */
export function liveAt(at: Date) {
  return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] };
}

export function apiKeyResource(row: ApiKey): ApiKeyResource {
  return {
    id: row.id,
    name: row.name,
    key: `${MASK}${row.hint}`,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
