/** What the page's address says, and what the management API is asked. Days are the reader's own; the API takes moments. */

export const AUDIT_FILTERS = ["q", "entityType", "actorId", "from", "to", "page"] as const;
export type AuditFilterName = (typeof AUDIT_FILTERS)[number];

const PER_PAGE = "50";
const DAY = /^\d{4}-\d{2}-\d{2}$/;

type Reader = Pick<URLSearchParams, "get">;

/** The query of `GET /audit`. The last day is meant whole. What is no day is left out: addresses are typed by people too. */
export function auditQuery(address: Reader): string {
  const query = new URLSearchParams();
  for (const name of ["q", "entityType", "actorId"] as const) {
    const value = address.get(name)?.trim();
    if (value) query.set(name, value);
  }
  const from = startOfDay(address.get("from"), 0);
  const to = startOfDay(address.get("to"), 1);
  if (from) query.set("from", from);
  if (to) query.set("to", to);
  const page = Number(address.get("page") ?? 1);
  if (Number.isInteger(page) && page > 1) query.set("page", String(page));
  query.set("perPage", PER_PAGE);
  return query.toString();
}

function startOfDay(day: string | null, daysLater: number): string | null {
  if (!day || !DAY.test(day)) return null;
  const start = new Date(`${day}T00:00:00`);
  if (Number.isNaN(start.getTime())) return null;
  start.setDate(start.getDate() + daysLater);
  return start.toISOString();
}

/** The address with one filter changed. Any other change begins at the first page again. */
export function withFilter(address: string, name: AuditFilterName, value: string): string {
  const params = new URLSearchParams(address);
  if (value === "") params.delete(name);
  else params.set(name, value);
  if (name !== "page") params.delete("page");
  return params.toString();
}
