import type { ManagementContext } from "@sluice/management/context";
import { ManagementError } from "@sluice/management/management-error";
import { dehydrate, HydrationBoundary, type QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { makeQueryClient } from "../lib/query-client.ts";
import { pageContext } from "./page-context.ts";

/** What a page shows at once: a key of `lib/query-keys.ts`, and the verb that knows it. */
export interface Prefetch {
  readonly key: QueryKey;
  readonly read: (context: ManagementContext) => unknown;
}

export interface HydrateProps {
  readonly queries: readonly Prefetch[];
  readonly children: ReactNode;
}

/**
 * Draws its children with these queries answered already, in the same process. What is refused or fails is left out: the browser asks
 * for it again by the API, and shows why.
 */
export async function Hydrate({ queries, children }: HydrateProps) {
  const context = await pageContext();
  const client = makeQueryClient();
  await Promise.all(
    queries.map(async ({ key, read }) => {
      try {
        const data = await read(context);
        // As the browser would get it: without undefined fields, dates as text.
        if (!(data instanceof ManagementError)) client.setQueryData(key, JSON.parse(JSON.stringify(data)));
      } catch (error) {
        console.error(`A page could not read ${JSON.stringify(key)} beforehand:`, error instanceof Error ? error.message : error);
      }
    }),
  );
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
