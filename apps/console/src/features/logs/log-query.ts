import { usageFilters } from "../../components/usage-filters/usage-address.ts";

/** What `GET /logs` is asked by the address, without its time. */
export function logQuery(address: URLSearchParams): Readonly<Record<string, string>> {
  const requestId = address.get("requestId")?.trim();
  const unpriced = address.get("unpriced") === "true";
  return { ...usageFilters(address), ...(requestId ? { requestId } : {}), ...(unpriced ? { unpriced: "true" } : {}) };
}
