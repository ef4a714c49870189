import { QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-client.ts";

/** Long enough that a page rendered on the server is not asked for again at once, short enough that going back shows what is. */
const FRESH_MS = 10_000;
const MOST_RETRIES = 2;

/** A client a request on the server, one for all in the browser. A refusal stays a refusal: only what may pass by itself is tried again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: goToSignIn }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < MOST_RETRIES && mayPass(error),
      },
    },
  });
}

/** No word of the server's on what was asked: trying again may help. */
export function mayPass(error: Error): boolean {
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
}

/** A session that ended while a page was open: the way back in leads to the same page. */
function goToSignIn(error: Error): void {
  if (typeof window === "undefined" || !(error instanceof ApiError) || error.status !== 401) return;
  window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`);
}
