import type { ManagementContext } from "@sluice/management/context";
import { ManagementError } from "@sluice/management/management-error";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { contextOf } from "./context.ts";
import { PATH_HEADER } from "./path-header.ts";

/** What a verb needs, for the person whose page is drawn. Sends whoever is not signed in to the door, and back here after it. */
export async function pageContext(): Promise<ManagementContext> {
  const requestHeaders = await headers();
  const context = await contextOf(new Request("http://console/", { headers: sessionOf(requestHeaders) }));
  if (context instanceof ManagementError) redirect(signInAddress(requestHeaders));
  return context;
}

export function signInAddress(requestHeaders: Headers): string {
  const path = requestHeaders.get(PATH_HEADER);
  return path && path !== "/" ? `/sign-in?next=${encodeURIComponent(path)}` : "/sign-in";
}

/** What says which session this is. A page is for its session: a bearer token that a proxy may have added belongs to the API. */
const SESSION_HEADERS = ["cookie", "host", "x-forwarded-proto", "x-forwarded-for"] as const;

function sessionOf(requestHeaders: Headers): Headers {
  const kept = new Headers();
  for (const name of SESSION_HEADERS) {
    const value = requestHeaders.get(name);
    if (value !== null) kept.set(name, value);
  }
  return kept;
}
