import { z } from "zod";
import { plural } from "./format.ts";
import { paths } from "./paths.ts";

/** Sign-in, as the console's session endpoints take it. Their answers are theirs, not the management API's. */

export type SignInOutcome = { readonly ok: true } | { readonly ok: false; readonly message: string };

const REFUSED = "That email and password do not go together. Check both and try again.";
const TOO_MANY_REQUESTS = 429;

/** Never says whether an account exists: every refusal of credentials reads the same. */
export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  let response: Response;
  try {
    response = await fetch("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
  } catch {
    return { ok: false, message: "The console does not answer. Check that it runs, then try again." };
  }
  if (response.ok) return { ok: true };
  if (response.status === TOO_MANY_REQUESTS) return { ok: false, message: await waitMessage(response) };
  if (response.status >= 500) return { ok: false, message: "The console could not check your password. Its log says why; try again." };
  return { ok: false, message: REFUSED };
}

async function waitMessage(response: Response): Promise<string> {
  const seconds = Number(response.headers.get("retry-after"));
  const wait = Number.isFinite(seconds) && seconds > 0 ? `Wait ${plural(seconds, "second")}` : "Wait a minute";
  return `Too many attempts. ${wait}, then try again.`;
}

export async function signOut(): Promise<void> {
  const response = await fetch("/api/auth/sign-out", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
  if (!response.ok) throw new Error(`Signing out answered ${response.status}.`);
}

/** Where to go after signing in: a page of this console, never another site. */
export function safeNext(next: unknown): string {
  const path = z.string().safeParse(next);
  if (!path.success || !/^\/(?![/\\])/.test(path.data)) return paths.home;
  return path.data.startsWith("/sign-in") || path.data.startsWith("/api/") ? paths.home : path.data;
}
