import type { SavedViewResource } from "@sluice/definition/saved-views";
import { changeAddress, USAGE_FILTERS, type UsagePlace, usageFilters } from "../usage-filters/usage-address.ts";

type Filters = SavedViewResource["filters"];

const OTHERS = ["time", "from", "to", "requestId"] as const;
const NAMES = [...OTHERS, ...USAGE_FILTERS] as const;

/** What an address says of filters, without what else it says: an opened request. */
export function filtersOf(address: Pick<URLSearchParams, "get">): Filters {
  const others = OTHERS.flatMap((name) => {
    const value = address.get(name)?.trim();
    return value ? [[name, value]] : [];
  });
  return { ...usageFilters(address), ...Object.fromEntries(others) };
}

/** The page's address under a view: what the view does not say is taken away. */
export function addressOf(filters: Filters, current: string): string {
  return changeAddress(current, Object.fromEntries([...NAMES, "request"].map((name) => [name, filters[name as keyof Filters] ?? ""])));
}

/** On the page of an API or an application only views of that one lead anywhere. */
export function fitsPlace(filters: Filters, { apiId, applicationId }: UsagePlace): boolean {
  return (!apiId || filters.apiId === apiId) && (!applicationId || filters.applicationId === applicationId);
}

export function isSame(one: Filters, other: Filters): boolean {
  return NAMES.every((name) => (one[name] ?? "") === (other[name] ?? ""));
}
