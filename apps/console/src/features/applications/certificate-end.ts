import { plural } from "../../lib/format.ts";

const DAY_MS = 86_400_000;
/** Long enough to ask for a new one and to roll it out. */
const WARNED_DAYS = 30;

/** What to say of a certificate's end; null while it is far. */
export function certificateEnd(notAfter: string, nowMs: number): { readonly tone: "warn" | "danger"; readonly words: string } | null {
  const days = (Date.parse(notAfter) - nowMs) / DAY_MS;
  if (days <= 0) return { tone: "danger", words: "Expired" };
  if (days > WARNED_DAYS) return null;
  const whole = Math.floor(days);
  return { tone: "warn", words: whole === 0 ? "Expires within a day" : `Expires in ${plural(whole, "day")}` };
}
