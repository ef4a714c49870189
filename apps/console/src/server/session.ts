import { headers } from "next/headers";
import { serverRuntime } from "./runtime.ts";

export interface SessionUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly sessionId: string;
}

/** Who is signed in, for pages; null when nobody is. Throws when the database is not reachable. */
export async function currentUser(): Promise<SessionUser | null> {
  return userOfSession(await headers());
}

/** The same for the headers of any request. */
export async function userOfSession(requestHeaders: Headers): Promise<SessionUser | null> {
  const { authFor } = await serverRuntime();
  const session = await authFor(requestHeaders).api.getSession({ headers: requestHeaders });
  // Disabling ends sessions; one that was being opened in that moment counts no more than they do.
  if (!session || session.user.disabledAt) return null;
  const { id, name, email, role } = session.user;
  return { id, name, email, role, sessionId: session.session.id };
}
