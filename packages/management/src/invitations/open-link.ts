import { type OpenedLink, openLinkInputSchema } from "@sluice/definition/people";
import { hashToken } from "../access/hash-token.ts";
import type { AnonymousContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { knownRole } from "../people/person-resource.ts";
import { usable } from "./invitation-resource.ts";

/** What a link is for, told to whoever holds it. Used, revoked, expired and invented ones are refused alike. */
export async function openLink({ db, now }: AnonymousContext, body: unknown): Promise<OpenedLink | ManagementError> {
  const input = parseInput(openLinkInputSchema, body);
  if (input instanceof ManagementError) return input;
  const row = await db.invitation.findFirst({ where: { hash: hashToken(input.token), ...usable(now()) } });
  if (!row) return unusableLink();
  const kind = row.userId === null ? "invitation" : "password-reset";
  return { kind, email: row.email, name: row.name, role: knownRole(row.role), expiresAt: row.expiresAt.toISOString() };
}

export function unusableLink(): ManagementError {
  return new ManagementError("not_found", "This link does not work any more. Ask an administrator for a new one.");
}
