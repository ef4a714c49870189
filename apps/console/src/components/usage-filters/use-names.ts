"use client";

import { useQuery } from "@tanstack/react-query";
import { listApplications } from "../../lib/applications-api.ts";
import { listApis } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useMaySomewhere } from "../../lib/use-may.ts";
import { useSubscribed } from "./use-subscribed.ts";

export interface Names {
  readonly apis: ReadonlyMap<string, string>;
  readonly applications: ReadonlyMap<string, string>;
}

/** Id → name, of the APIs and applications that one may see; on an application's own page of those APIs too that it subscribes to. */
export function useNames(applicationId?: string): Names {
  const subscribed = useSubscribed(applicationId).map(({ apiId, apiName }) => ({ id: apiId, name: apiName }));
  const may = useMaySomewhere();
  const { data: apis } = useQuery({ queryKey: queryKeys.apiList, queryFn: listApis });
  const seesApplications = may.includes("applications:read") || may.includes("applications:create");
  const { data: applications } = useQuery({ queryKey: queryKeys.applicationList, queryFn: listApplications, enabled: seesApplications });
  return { apis: namesOf([...(apis ?? []), ...subscribed]), applications: namesOf(applications) };
}

/** What has no name any more, or none for this reader, goes by the beginning of its id. */
export function nameOf(names: ReadonlyMap<string, string>, id: string): string {
  return names.get(id) ?? `${id.slice(0, 8)}…`;
}

function namesOf(rows: readonly { readonly id: string; readonly name: string }[] | undefined): ReadonlyMap<string, string> {
  return new Map((rows ?? []).map(({ id, name }) => [id, name]));
}
