import type { FieldProblems } from "@sluice/definition/problems";

/** From when until when a subscription's calls are taken; null leaves that side open. */
export interface Term {
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
}

interface AskedTerm {
  readonly startingAt?: string | null | undefined;
  readonly endingAt?: string | null | undefined;
}

/** A term with what was asked for put into it: what was left out stays. */
export function changedTerm({ startsAt, endsAt }: Term, { startingAt, endingAt }: AskedTerm): Term {
  return {
    startsAt: startingAt === undefined ? startsAt : moment(startingAt),
    endsAt: endingAt === undefined ? endsAt : moment(endingAt),
  };
}

function moment(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

/** What is wrong with a term, at the field that was sent; null when nothing is. */
export function termProblem(term: Term, asked: AskedTerm, now: Date): FieldProblems | null {
  if (asked.endingAt && term.endsAt && term.endsAt <= now) return { endingAt: "The end lies in the past. To end it now, close it." };
  if (!term.startsAt || !term.endsAt || term.endsAt > term.startsAt) return null;
  return { [asked.endingAt ? "endingAt" : "startingAt"]: "A subscription ends after it starts." };
}
