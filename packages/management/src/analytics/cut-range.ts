export interface Range {
  readonly from: Date;
  readonly to: Date;
}

const MINUTE_MS = 60_000;
/** Where steps and sums are counted from: a midnight, and the Saturday that weeks begin with. */
const ORIGIN_MS = Date.parse("2000-01-01T00:00:00Z");
/** Coarsest first. Each begins where a finer one does. */
export const LEVELS = [
  { level: "week", ms: 7 * 1_440 * MINUTE_MS },
  { level: "day", ms: 1_440 * MINUTE_MS },
  { level: "hour", ms: 60 * MINUTE_MS },
  { level: "minute", ms: MINUTE_MS },
] as const;
type Level = (typeof LEVELS)[number];
export type Kind = Level["level"] | "rows";

/** What is older than this is gone, in milliseconds since the epoch. */
export type DroppedBefore = Readonly<Record<Kind, number>>;

/** A part of a range, and where its sums are read: every moment of the range is in one part. */
export interface Part extends Range {
  readonly kind: Kind;
}

export interface Cut {
  /** Of the steps that are asked for; null: one sum over all. */
  readonly stepMs: number | null;
  readonly dropped: DroppedBefore;
}

/**
 * The fewest sums that add up to the range: whole weeks, the days, hours and minutes before and after them, and rows for what is less than a minute.
 * Where rows are gone, the ends are moved down to where the finest sums that are left begin, so that neighbouring ranges stay apart.
 */
export function cutRange({ from, to }: Range, { stepMs, dropped }: Cut): readonly Part[] {
  const levels = LEVELS.filter(({ ms }) => stepMs === null || stepMs % ms === 0);
  const start = beginning(from.getTime(), dropped);
  const end = beginning(to.getTime(), dropped);
  const known = Math.min(Math.max(start, dropped.rows), end);
  return [...fill({ from: start, to: known }, coarse(levels, start, dropped), dropped), ...fill({ from: known, to: end }, levels, dropped)];
}

/** The finest level that is kept of a moment whose rows are gone. */
function finest(atMs: number, dropped: DroppedBefore): Level {
  return LEVELS.findLast(({ level }) => dropped[level] <= atMs) ?? LEVELS[0];
}

function beginning(atMs: number, dropped: DroppedBefore): number {
  if (atMs >= dropped.rows) return atMs;
  const { ms } = finest(atMs, dropped);
  return down(atMs, ms);
}

function down(atMs: number, ms: number): number {
  return Math.floor((atMs - ORIGIN_MS) / ms) * ms + ORIGIN_MS;
}

function up(atMs: number, ms: number): number {
  return Math.ceil((atMs - ORIGIN_MS) / ms) * ms + ORIGIN_MS;
}

/** Steps finer than what is left get it whole, where it begins: a sum at the wrong minute is better than none. */
function coarse(levels: readonly Level[], startMs: number, dropped: DroppedBefore): readonly Level[] {
  const left = finest(startMs, dropped);
  return LEVELS.filter((level) => level === left || levels.includes(level));
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function fill({ from, to }: Span, [coarsest, ...finer]: readonly Level[], dropped: DroppedBefore): Part[] {
  if (from >= to) return [];
  if (coarsest === undefined) return [{ kind: "rows", from: new Date(from), to: new Date(to) }];
  const { level, ms } = coarsest;
  const inner = { from: up(Math.max(from, dropped[level]), ms), to: down(to, ms) };
  if (inner.from >= inner.to) return fill({ from, to }, finer, dropped);
  return [
    ...fill({ from, to: inner.from }, finer, dropped),
    { kind: level, from: new Date(inner.from), to: new Date(inner.to) },
    ...fill({ from: inner.to, to }, finer, dropped),
  ];
}
