import { type PiiFiltering, piiFilteringSchema } from "@sluice/definition/policies/pii-filtering";
import { Denial } from "@sluice/wire/denial";
import type { Policy, TextFilter, TextPlace } from "../policy.ts";
import { PolicyProblem } from "../policy-problem.ts";
import { testSources } from "../testing/test-sources.ts";
import { createPiiFiltering } from "./create.ts";

export const CONTENT: TextPlace = { kind: "content", id: "0" };

export function piiPolicy(configuration: Readonly<Partial<Record<keyof PiiFiltering, unknown>>> = {}): Policy {
  const parsed = piiFilteringSchema.parse(configuration);
  const identity = { apiId: "api", planId: null, step: "pii", slot: "pii" };
  const policy = createPiiFiltering(parsed, { identity, phase: "request", sources: testSources() });
  if (policy instanceof PolicyProblem) throw new Error(`${policy.path}: ${policy.message}`);
  return policy;
}

export interface Seen {
  readonly shown: string;
  readonly denial: Denial | null;
}

/** What a caller has in the end of a text that comes in these pieces. */
export async function show(filter: TextFilter, pieces: readonly string[], place: TextPlace = CONTENT): Promise<Seen> {
  let shown = "";
  for (const piece of [...pieces, null]) {
    const result = await (piece === null ? filter.end(place) : filter.push(place, piece));
    if (result instanceof Denial) return { shown, denial: result };
    shown += result;
  }
  return { shown, denial: null };
}

/** Numbers in [0, 1) that are the same every time (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The text in pieces of one to a few characters. */
export function randomSplit(text: string, random: () => number): readonly string[] {
  const pieces: string[] = [];
  const most = 1 + Math.floor(random() * 24);
  for (let at = 0; at < text.length; ) {
    const length = 1 + Math.floor(random() * most);
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}
