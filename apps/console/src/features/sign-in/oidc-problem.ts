import type { OidcRefusal } from "@sluice/definition/oidc";

const WORDS: Readonly<Record<OidcRefusal, string>> = {
  unreachable: "The sign-in service does not answer, or is not set up here any more. Try again, or sign in another way.",
  interrupted: "This sign-in was not begun in this browser, or took too long. Try again.",
  refused: "The sign-in service did not confirm who you are. Try again; if it stays, the console's log says why.",
  "unverified-email": "The sign-in service does not say that your email address is yours. Have it verified there first.",
  "unknown-person": "You have no account here. Ask an administrator to invite you.",
  "no-role": "Your organisation gives you no role here. Ask whoever administers its groups.",
  disabled: "Your account is disabled. Ask an administrator.",
};

/** Why OpenID Connect did not let somebody in, in words of ours; null for what is no such reason. */
export function oidcProblem(problem: unknown): string | null {
  return typeof problem === "string" && Object.hasOwn(WORDS, problem) ? WORDS[problem as OidcRefusal] : null;
}
