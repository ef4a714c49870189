import { createHash, randomInt } from "node:crypto";
import type { Transaction } from "@sluice/db/client";
import type { ApiKey } from "@sluice/db/generated/client";
import type { ApiKeyResource } from "@sluice/definition/consumers";
import { MASK } from "@sluice/definition/secrets";

/** So that a key found in a log or a repository says where it belongs. */
const PREFIX = "slc_";
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 62^32: 190 bits. */
const LENGTH = 32;
const HINT_LENGTH = 4;

/** A new key of a subscription. The text is given out once; only its hash and last four characters are kept. */
export async function insertApiKey(tx: Transaction, subscriptionId: string): Promise<ApiKeyResource> {
  const key = PREFIX + Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  const row = await tx.apiKey.create({ data: { subscriptionId, hash: hashKey(key), hint: key.slice(-HINT_LENGTH) } });
  return { ...apiKeyResource(row), key };
}

/** SHA-256, hex. A key is random, so nothing slower is needed to keep it from being guessed. */
export function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
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
