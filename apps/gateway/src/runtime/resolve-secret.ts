import { environmentReference, isMask } from "@sluice/definition/secrets";

/** Opens what the console sealed. Says in words why it cannot. */
export type OpenSecret = (sealed: string) => string | { readonly problem: string };

export interface SecretSources {
  readonly openSecret: OpenSecret;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Ours, and the database's: a definition that names them would send them to a provider. */
const OWN_VARIABLES = /^(SLUICE_.*|DATABASE_URL|REDIS_URL|PG.*)$/i;
/** How the console's secret box begins what it seals. */
const SEALED = "sealed:";
/** What an HTTP header may carry (RFC 9110 §5.5), Latin-1 left out: providers' keys are plain. */
const HEADER_VALUE = /^[\t\x20-\x7e]+$/;

/**
 * A secret as it goes upstream: opened when sealed, read from the gateway's environment when it is `${env:NAME}`, else as it stands
 * (definitions that were written before sealing, and tests).
 */
export function resolveSecret(stored: string, sources: SecretSources): string | { readonly problem: string } {
  const variable = environmentReference(stored);
  if (variable !== null) return fromEnvironment(variable, sources.environment);
  if (isMask(stored)) return { problem: "The secret is a mask, not a value: enter it again and save." };
  return stored.startsWith(SEALED) ? sources.openSecret(stored) : stored;
}

/** What is wrong with a secret that is to be sent in a header; null when nothing is. The secret itself is not in the words. */
export function headerProblem(secret: string): string | null {
  return HEADER_VALUE.test(secret)
    ? null
    : "The secret holds characters that a header cannot carry. Was it copied whole, and nothing else with it?";
}

function fromEnvironment(name: string, environment: SecretSources["environment"]): string | { readonly problem: string } {
  if (OWN_VARIABLES.test(name))
    return { problem: `The environment variable ${name} belongs to Sluice itself and is not sent to a provider.` };
  // Files of secrets end with a line break more often than not.
  const value = environment[name]?.trim();
  return value || { problem: `The environment variable ${name} is not set in this gateway.` };
}
