"use client";

import { useSearchParams } from "next/navigation";
import { changeAddress } from "./usage-address.ts";

/** Another address of the same page; the browser's Back leads to the one before. */
export function goTo(changes: Readonly<Record<string, string>>): void {
  const query = changeAddress(window.location.search, changes);
  window.history.pushState(null, "", query ? `?${query}` : window.location.pathname);
}

/** What the address says, with an API's own page naming its API itself. */
export function useUsageAddress(apiId: string | undefined): URLSearchParams {
  const address = new URLSearchParams(useSearchParams());
  if (apiId) address.set("apiId", apiId);
  return address;
}
