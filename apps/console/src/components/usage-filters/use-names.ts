"use client";

import { useQuery } from "@tanstack/react-query";
import { listApplications } from "../../lib/applications-api.ts";
import { listApis } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useMaySomewhere } from "../../lib/use-may.ts";

export interface Names {
  readonly apis: ReadonlyMap<string, string>;
  readonly applications: ReadonlyMap<string, string>;
}

/** Id → name, of the APIs and applications that one may see. */
export function useNames(): Names {
  const may = useMaySomewhere();
  const { data: apis } = useQuery({ queryKey: queryKeys.apiList, queryFn: listApis });
  const seesApplications = may.includes("applications:read") || may.includes("applications:create");
  const { data: applications } = useQuery({ queryKey: queryKeys.applicationList, queryFn: listApplications, enabled: seesApplications });
  return { apis: namesOf(apis), applications: namesOf(applications) };
}

/** What has no name any more, or none for this reader, goes by the beginning of its id. */
export function nameOf(names: ReadonlyMap<string, string>, id: string): string {
  return names.get(id) ?? `${id.slice(0, 8)}…`;
}

function namesOf(rows: readonly { readonly id: string; readonly name: string }[] | undefined): ReadonlyMap<string, string> {
  return new Map((rows ?? []).map(({ id, name }) => [id, name]));
}
