const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });
const day = new Intl.DateTimeFormat("en-GB", { day: "2-digit", month: "short" });

/** `23:59:08.114`, to the millisecond and in the reader's own time; with its day when that is not today: `22 Nov 23:59:08.114`. */
export function formatMoment(iso: string, nowMs = Date.now()): string {
  const at = new Date(iso);
  const today = new Date(nowMs).toDateString() === at.toDateString();
  return today ? clock.format(at) : `${day.format(at)} ${clock.format(at)}`;
}
