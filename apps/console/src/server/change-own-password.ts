import type { ManagementContext } from "@sluice/management/context";
import { ManagementError } from "@sluice/management/management-error";
import { changePassword } from "@sluice/management/people/change-password";
import { signInThrottle } from "./sign-in-by-password.ts";
import type { Attempt } from "./sign-in-throttle.ts";

/** Whoever found an open session must not find its password by trying: wrong ones are counted like those at the door, by the session. */
export async function changeOwnPassword(context: ManagementContext, body: unknown): Promise<undefined | ManagementError> {
  const { id, sessionId = "" } = context.actor;
  const attempt: Attempt = { email: `the password of ${id}`, address: "", device: sessionId };
  const wait = signInThrottle().begin(attempt, Date.now());
  if (wait > 0) return new ManagementError("rate_limited", `Too many attempts. Wait ${wait} seconds, then try again.`);
  const result = await changePassword(context, body);
  if (result === undefined) signInThrottle().succeeded(attempt);
  return result;
}
