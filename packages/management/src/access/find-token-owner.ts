import type { Database } from "@sluice/db/client";
import { PERMISSIONS, type Permission } from "@sluice/definition/access";
import type { Actor } from "../context.ts";
import { hashToken } from "./hash-token.ts";

/** `lastUsedAt` is for people: a write per call would be a price without a use. */
const TOUCH_EVERY_MS = 60_000;

/** Who a bearer token of the management API belongs to; null when it is unknown, expired or revoked, or its owner is shut out. */
export async function findTokenOwner(db: Database, token: string, now: Date): Promise<Omit<Actor, "ip"> | null> {
  const row = await db.apiToken.findUnique({ where: { hash: hashToken(token) }, include: { user: true } });
  if (!row || row.revokedAt || row.user.disabledAt || (row.expiresAt && row.expiresAt <= now)) return null;
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > TOUCH_EVERY_MS) {
    await db.apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } });
  }
  return { id: row.user.id, name: row.user.name, kind: "token", role: row.user.role, scopes: scopesOf(row.scopes) };
}

/** A scope that this version does not know allows nothing. */
function scopesOf(scopes: unknown): readonly Permission[] | null {
  return Array.isArray(scopes) ? PERMISSIONS.filter((permission) => scopes.includes(permission)) : null;
}
