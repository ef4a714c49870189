import { usageFilters } from "../../components/usage-filters/usage-address.ts";

/** What `GET /logs` is asked by the address, without its time. */
export function logQuery(address: URLSearchParams): Readonly<Record<string, string>> {
  const requestId = address.get("requestId")?.trim();
  return { ...usageFilters(address), ...(requestId ? { requestId } : {}) };
}
