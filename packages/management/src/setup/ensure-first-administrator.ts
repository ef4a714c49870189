import { randomBytes, randomUUID } from "node:crypto";
import type { Database, Transaction } from "@sluice/db/client";
import type { Role } from "@sluice/definition/access";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "@sluice/definition/people";
import { secretHint } from "@sluice/definition/secrets";
import { hashPassword } from "better-auth/crypto";
import { hashToken } from "../access/hash-token.ts";

export interface FirstAdministrator {
  /** `SLUICE_ADMIN_EMAIL`; admin@sluice.local when unset. */
  readonly email?: string | undefined;
  /** `SLUICE_ADMIN_PASSWORD`; a random one when unset. */
  readonly password?: string | undefined;
  /** `SLUICE_ADMIN_TOKEN`: a token for the management API. */
  readonly token?: string | undefined;
}

export interface EnsuredAdministrator {
  readonly email: string;
  /** Set when it was made here, which happens once: nobody can read it again. */
  readonly generatedPassword: string | null;
}

const DEFAULT_EMAIL = "admin@sluice.local";
/** 120 bits, 20 characters. */
const GENERATED_BYTES = 15;
/** Whoever sets up holds this lock: two consoles that start together make one administrator. */
const SETTING_UP = 8_082_002;

/**
 * Makes the first administrator where there is no user yet, and sees to it that the token of the environment works. An administrator who
 * is there already keeps their password, whatever the environment says: it may have been changed since.
 */
export async function ensureFirstAdministrator(db: Database, wanted: FirstAdministrator): Promise<EnsuredAdministrator> {
  const email = (wanted.email?.trim() || DEFAULT_EMAIL).toLowerCase();
  if (wanted.password && (wanted.password.length < SHORTEST_PASSWORD || wanted.password.length > LONGEST_PASSWORD)) {
    throw new Error(`SLUICE_ADMIN_PASSWORD must have ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters.`);
  }
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Error("SLUICE_ADMIN_EMAIL is not an e-mail address.");
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SETTING_UP})`;
    const known = await tx.user.findFirst({ where: { role: "administrator" }, orderBy: { createdAt: "asc" } });
    const generatedPassword = known || wanted.password ? null : randomBytes(GENERATED_BYTES).toString("base64url");
    const user = known ?? (await insertAdministrator(tx, email, wanted.password || generatedPassword || ""));
    if (wanted.token) await ensureToken(tx, user.id, wanted.token);
    return { email: user.email, generatedPassword };
  });
}

async function insertAdministrator(
  tx: Transaction,
  email: string,
  password: string,
): Promise<{ readonly id: string; readonly email: string }> {
  const id = randomUUID();
  return tx.user.create({
    data: {
      id,
      email,
      name: "Administrator",
      role: "administrator" satisfies Role,
      emailVerified: true,
      accounts: { create: { id: randomUUID(), accountId: id, providerId: "credential", password: await hashPassword(password) } },
    },
  });
}

/** Former tokens of the environment stay until they are deleted: rotating one should not cut off who still uses the other. */
async function ensureToken(tx: Transaction, userId: string, token: string): Promise<void> {
  const hash = hashToken(token);
  await tx.apiToken.upsert({ where: { hash }, create: { hash, hint: secretHint(token), userId, name: "SLUICE_ADMIN_TOKEN" }, update: {} });
}
