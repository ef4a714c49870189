import { type Fields, fieldsOf } from "@sluice/definition/json";

/** Posts JSON to a service and brings back JSON. Rejects when no answer comes in time, in words without an address; and when nobody waits any more. */
export type AskService = (path: string, body: unknown, signal?: AbortSignal) => Promise<unknown>;

export function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

/** Texts that are asked about one by one are asked about by so many at a time. */
const AT_A_TIME = 4;

/** Does the same for each item, a few at a time, and keeps their order. The first failure is the failure of all. */
export async function forEachText<Result>(texts: readonly string[], ask: (text: string) => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < texts.length; at += AT_A_TIME) results.push(...(await Promise.all(texts.slice(at, at + AT_A_TIME).map(ask))));
  return results;
}
