import type { Database } from "@sluice/db/client";
import { recordEntry } from "./record-entry.ts";

export interface SignInEvent {
  readonly kind: "sign-in" | "sign-out" | "refuse-sign-in";
  /** Who it was; null when nobody was let in. */
  readonly userId: string | null;
  /** The address that was typed at a refused sign-in. */
  readonly email?: string;
  readonly ip: string | null;
}

/** People type their password where the address belongs. What has another shape than an address is not kept. */
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,}$/;

/** Writes who came in, went out, or was not let in. An account that there is not leaves the same entry as a wrong password. */
export async function recordSignIn(
  db: Pick<Database, "user" | "auditEntry">,
  { kind, userId, email = "", ip }: SignInEvent,
): Promise<void> {
  const action = `person.${kind}`;
  if (userId === null) {
    const name = EMAIL.test(email) ? email : "Somebody";
    await recordEntry(db, { at: new Date(), actor: { id: "anonymous", name, kind: "anonymous", ip } }, { action, entityId: name });
    return;
  }
  const user = await db.user.findUnique({ where: { id: userId }, select: { name: true } });
  if (user)
    await recordEntry(db, { at: new Date(), actor: { id: userId, name: user.name, kind: "session", ip } }, { action, entityId: userId });
}
