"use client";

import { useSearchParams } from "next/navigation";
import { changeAddress, type UsagePlace } from "./usage-address.ts";

/** Another address of the same page; the browser's Back leads to the one before. */
export function goTo(changes: Readonly<Record<string, string>>): void {
  const query = changeAddress(window.location.search, changes);
  window.history.pushState(null, "", query ? `?${query}` : window.location.pathname);
}

/** What the address says, with the page of an API or an application naming that itself. */
export function useUsageAddress({ apiId, applicationId }: UsagePlace): URLSearchParams {
  const address = new URLSearchParams(useSearchParams());
  if (apiId) address.set("apiId", apiId);
  if (applicationId) address.set("applicationId", applicationId);
  return address;
}
