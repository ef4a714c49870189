/** What a model named `sim-…` does, read from its name alone: a test asks for a fault by asking for a model. */
export type Behaviour =
  | { readonly kind: "normal" }
  | { readonly kind: "echo" }
  | { readonly kind: "fast" }
  | { readonly kind: "error"; readonly status: number }
  | { readonly kind: "quota" }
  | { readonly kind: "key-required" }
  | { readonly kind: "slow"; readonly ms: number }
  | { readonly kind: "hang" }
  | { readonly kind: "cut" }
  | { readonly kind: "stall" }
  | { readonly kind: "error-midstream" }
  | { readonly kind: "bad-json" }
  | { readonly kind: "usage-none" }
  | { readonly kind: "usage-every" }
  | { readonly kind: "chunks"; readonly count: number; readonly ms: number };

export const NORMAL: Behaviour = { kind: "normal" };

/** Ten minutes: longer than any timeout that is worth a test. */
export const MAX_SLOW_MS = 600_000;
export const MAX_CHUNKS = 100_000;

const PLAIN = [
  "echo",
  "fast",
  "quota",
  "key-required",
  "hang",
  "cut",
  "stall",
  "error-midstream",
  "bad-json",
  "usage-none",
  "usage-every",
] as const;

/** The behaviour that a model's name asks for; null when the name is not one of the family. */
export function behaviourOf(model: string): Behaviour | null {
  if (!model.startsWith("sim-")) return null;
  const name = model.slice("sim-".length);
  const plain = PLAIN.find((kind) => kind === name);
  if (plain) return { kind: plain };
  const [word, ...numbers] = name.split("-");
  if (!numbers.every((number) => /^\d{1,6}$/.test(number))) return null;
  return withNumbers(word, numbers.map(Number));
}

function withNumbers(word: string | undefined, numbers: readonly number[]): Behaviour | null {
  const [first, second] = numbers;
  if (first === undefined) return null;
  if (word === "error" && numbers.length === 1 && first >= 400 && first <= 599) return { kind: "error", status: first };
  if (word === "slow" && numbers.length === 1 && first <= MAX_SLOW_MS) return { kind: "slow", ms: first };
  if (word === "chunks" && second !== undefined && numbers.length === 2 && first >= 1 && first <= MAX_CHUNKS && second <= MAX_SLOW_MS) {
    return { kind: "chunks", count: first, ms: second };
  }
  return null;
}
