import { RETENTION_KINDS, type RetentionInput, type RetentionKind, type RetentionResource } from "@sluice/definition/retention";

/** Days of each kind, as they are typed. */
export type RetentionDraft = Readonly<Record<RetentionKind, string>>;

export function draftOfRetention(stored: RetentionResource): RetentionDraft {
  const { rows, minute, hour, day, week } = stored;
  const of = ({ keepDays }: RetentionResource[RetentionKind]) => String(keepDays);
  return { rows: of(rows), minute: of(minute), hour: of(hour), day: of(day), week: of(week) };
}

/** What is to be changed. What is no number of days is sent as one that the API refuses, at its field. */
export function retentionChanges(draft: RetentionDraft, stored: RetentionResource): RetentionInput {
  const changed = RETENTION_KINDS.filter((kind) => daysOf(draft[kind]) !== stored[kind].keepDays);
  return Object.fromEntries(changed.map((kind) => [kind, daysOf(draft[kind])]));
}

/** Kinds of which something is dropped for good when this is saved. */
export function shortened(input: RetentionInput, stored: RetentionResource): readonly RetentionKind[] {
  return RETENTION_KINDS.filter((kind) => {
    const days = input[kind];
    return days !== undefined && days > 0 && days < stored[kind].keepDays;
  });
}

/** People group thousands: `1,100`. */
function daysOf(text: string): number {
  const plain = text.trim().replace(/(?<=\d),(?=\d{3}\b)/g, "");
  return /^\d{1,9}$/.test(plain) ? Number(plain) : 0;
}
