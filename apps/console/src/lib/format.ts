/** Numbers, times and amounts as people read them. English, like the console's words; the reader's own time zone. */

const LOCALE = "en-US";
const wholeNumbers = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const dates = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
const agos = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "narrow" });

/** 412,906 */
export function formatCount(value: number): string {
  return wholeNumbers.format(value);
}

/** `1 model`, `2 models` */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `0.4 ms`, `180 ms`, `2.4 s`, `3 min 5 s` */
export function formatMs(ms: number): string {
  if (ms < 1) return `${ms.toFixed(1)} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** `12s ago`, `2h ago`; `just now` under five seconds. */
export function formatAgo(iso: string, nowMs: number): string {
  const seconds = Math.round((nowMs - Date.parse(iso)) / 1_000);
  if (Math.abs(seconds) < 5) return "just now";
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS[5];
  return agos.format(-Math.floor(seconds / size), unit);
}

/** `23 Nov 2026, 01:21` */
export function formatDateTime(iso: string): string {
  return dates.format(new Date(iso));
}

/** A price of a million tokens: two digits, more only where they count (`0.25`, `2.00`, `0.0375`). */
export function formatPrice(usd: number): string {
  return new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 6 }).format(usd);
}
