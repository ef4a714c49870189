/** What the address of Analytics and Logs says: which time, and of whom. A reload keeps it, a colleague gets it by link. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export const RANGES = [
  { value: "15m", label: "Last 15 minutes", lengthMs: 15 * MINUTE_MS },
  { value: "1h", label: "Last hour", lengthMs: HOUR_MS },
  { value: "24h", label: "Last 24 hours", lengthMs: DAY_MS },
  { value: "7d", label: "Last 7 days", lengthMs: 7 * DAY_MS },
  { value: "30d", label: "Last 30 days", lengthMs: 30 * DAY_MS },
  { value: "90d", label: "Last 90 days", lengthMs: 90 * DAY_MS },
  { value: "1y", label: "Last year", lengthMs: 365 * DAY_MS },
] as const;
export type RangeName = (typeof RANGES)[number]["value"] | "custom";
const USUAL = RANGES[2];
/** As far back as the management API looks at once. */
const LONGEST_MS = 366 * DAY_MS;

export const USAGE_FILTERS = [
  "apiId",
  "applicationId",
  "planId",
  "subscriptionId",
  "provider",
  "model",
  "status",
  "errorCode",
  "unpriced",
] as const;
export type UsageFilterName = (typeof USAGE_FILTERS)[number];
/** Filter → value, of those that are set. */
export type UsageFilterValues = Readonly<Partial<Record<Exclude<UsageFilterName, "unpriced">, string>> & { unpriced?: "true" }>;

/** The API or application whose own page it is: no address leads out of it. */
export interface UsagePlace {
  readonly apiId?: string;
  readonly applicationId?: string;
}

type Reader = Pick<URLSearchParams, "get">;

export interface TimeRange {
  readonly name: RangeName;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A range of one's own outranks a named one. What is neither is the last 24 hours: addresses are typed by people too. */
export function timeRange(address: Reader, nowMs: number): TimeRange {
  const [fromMs, toMs] = [Date.parse(address.get("from") ?? ""), Date.parse(address.get("to") ?? "")];
  if (toMs > fromMs && toMs - fromMs <= LONGEST_MS) return { name: "custom", fromMs, toMs };
  const { value, lengthMs } = RANGES.find((range) => range.value === address.get("time")) ?? USUAL;
  return { name: value, fromMs: nowMs - lengthMs, toMs: nowMs };
}

/** Named ranges move with the clock: what is kept of them is kept under their name. */
export function timeKey({ name, fromMs, toMs }: TimeRange): string {
  return name === "custom" ? `${fromMs}-${toMs}` : name;
}

export function usageFilters(address: Reader): UsageFilterValues {
  const named: UsageFilterValues = Object.fromEntries(
    USAGE_FILTERS.filter((name) => name !== "unpriced").flatMap((name) => {
      const value = address.get(name)?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  return { ...named, ...(address.get("unpriced") === "true" && { unpriced: "true" }) };
}

/** The address with these changed; an empty value takes one away. What belongs to an API or application goes with it: its plan, its subscription. */
export function changeAddress(address: string, changes: Readonly<Record<string, string>>): string {
  const params = new URLSearchParams(address);
  const all = {
    ...("apiId" in changes && { planId: "", subscriptionId: "" }),
    ...("applicationId" in changes && { subscriptionId: "" }),
    ...changes,
  };
  for (const [name, value] of Object.entries(all)) {
    if (value === "") params.delete(name);
    else params.set(name, value);
  }
  return params.toString();
}

export function timeChange(fromMs: number, toMs: number): Readonly<Record<string, string>> {
  return { time: "", from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}
