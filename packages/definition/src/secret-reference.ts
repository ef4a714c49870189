/** A secret that is kept where the gateway runs: in its environment, or in a file. */
export type SecretReference = { readonly kind: "env"; readonly name: string } | { readonly kind: "file"; readonly path: string };

const ENVIRONMENT = /^\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}$/;
/** An absolute path of plain characters, without `..`: what it names must be plain to whoever reads the definition. */
const FILE = /^\$\{file:(\/(?!.*(?:^|\/)\.\.(?:\/|$))[A-Za-z0-9_./@+=-]{1,512})\}$/;

/** `${env:NAME}` or `${file:/path}`, the whole of it; null for anything else. */
export function asReference(value: string): SecretReference | null {
  const name = ENVIRONMENT.exec(value)?.[1];
  if (name !== undefined) return { kind: "env", name };
  const path = FILE.exec(value)?.[1];
  return path === undefined ? null : { kind: "file", path };
}

/**
 * What is wrong with a secret that was meant as a reference and is none: sent as it stands, it would reach a provider as a key that
 * never works. Null when nothing is.
 */
export function referenceProblem(value: string): string | null {
  if (asReference(value) !== null) return null;
  if (/\$\{(env|file):/.test(value))
    return "A reference stands alone: ${env:NAME}, or ${file:/path} with an absolute path of plain characters. Nothing may stand before or after it.";
  if (/^\{#secrets\.get\(/.test(value)) return "Secret managers are read through a variable or a file here: ${env:NAME} or ${file:/path}.";
  return null;
}
