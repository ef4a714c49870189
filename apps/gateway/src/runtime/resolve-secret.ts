import { asReference, referenceProblem } from "@sluice/definition/secret-reference";
import { isMask } from "@sluice/definition/secrets";
import { readSecretVariable } from "./secret-variables.ts";

/** Opens what the console sealed, or gives what a `${file:…}` held when the definition was prepared. Says in words why it cannot. */
export type OpenSecret = (stored: string) => string | { readonly problem: string };

export interface SecretSources {
  readonly openSecret: OpenSecret;
  /** Variables of the gateway, with the settings that say which of them definitions may name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How the console's secret box begins what it seals. */
const SEALED = "sealed:";
/** What an HTTP header may carry (RFC 9110 §5.5), Latin-1 left out: providers' keys are plain. */
const HEADER_VALUE = /^[\t\x20-\x7e]+$/;

/**
 * A secret as it goes upstream: opened when sealed, read where the gateway runs when it is a reference, else as it stands
 * (definitions that were written before sealing, and tests).
 */
export function resolveSecret(stored: string, sources: SecretSources): string | { readonly problem: string } {
  const reference = asReference(stored);
  if (reference?.kind === "env") return readSecretVariable(reference.name, sources.environment);
  if (reference) return sources.openSecret(stored);
  if (isMask(stored)) return { problem: "The secret is a mask, not a value: enter it again and save." };
  const secret = stored.startsWith(SEALED) ? sources.openSecret(stored) : stored;
  const problem = typeof secret === "string" ? referenceProblem(secret) : null;
  return problem === null ? secret : { problem };
}

/** What is wrong with a secret that is to be sent in a header; null when nothing is. The secret itself is not in the words. */
export function headerProblem(secret: string): string | null {
  return HEADER_VALUE.test(secret)
    ? null
    : "The secret holds characters that a header cannot carry. Was it copied whole, and nothing else with it?";
}
