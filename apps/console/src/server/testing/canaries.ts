import { randomBytes } from "node:crypto";

/** Secrets that are searched for everywhere. Each ends in characters of its own, which masks show. */
export class Canaries {
  readonly #cores = new Map<string, string>();

  /** A new secret, known by what it is for. */
  plant(name: string): string {
    const core = randomBytes(15).toString("hex");
    this.#cores.set(name, core);
    return `cnry-${core}-9kZ3`;
  }

  /** A secret that somebody else made: an API key, a token. */
  watch(name: string, secret: string): void {
    this.#cores.set(name, secret.slice(4, -4));
  }

  get names(): readonly string[] {
    return [...this.#cores.keys()];
  }

  /** Which of them are in a text: as they are, in base64 at any of its three offsets, percent-encoded, or in hex. */
  foundIn(text: string): readonly string[] {
    const plain = [text, decoded(text)];
    return this.names.filter((name) => formsOf(this.#cores.get(name) ?? "").some((form) => plain.some((one) => one.includes(form))));
  }
}

function formsOf(core: string): readonly string[] {
  const inBase64 = [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(core)]);
    // The letters at both ends are made of neighbours too.
    return [bytes.toString("base64"), bytes.toString("base64url")].map((text) => text.replace(/=+$/, "").slice(offset === 0 ? 0 : 4, -2));
  });
  return [core, ...inBase64, Buffer.from(core).toString("hex")];
}

function decoded(text: string): string {
  return text.replaceAll(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
}
