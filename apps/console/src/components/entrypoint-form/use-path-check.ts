import { contextPathProblem, normaliseContextPath } from "@sluice/definition/context-path";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { verifyPaths } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import type { PathRow } from "./entrypoint-draft.ts";

export type PathState =
  | { readonly kind: "free" }
  | { readonly kind: "taken"; readonly reason: string }
  | { readonly kind: "checking" }
  | { readonly kind: "unknown" };

/** A quarter of a second, as in Gravitee: between two letters, not after each. */
const DEBOUNCE_MS = 250;

/** Whether each path is free, while it is typed; for the API that is named, if one is. `unknown` is what has no answer: it is not valid yet, or the console cannot be asked. */
export function usePathCheck(rows: readonly PathRow[], apiId?: string): (path: string) => PathState {
  const valid = [...new Set(rows.map(({ path }) => normaliseContextPath(path)).filter((path) => contextPathProblem(path) === null))];
  const asked = useDebounced(valid.join("\n"));
  const { data, isError } = useQuery({
    queryKey: queryKeys.pathCheck(asked, apiId ?? null),
    queryFn: () => verifyPaths(asked.split("\n"), apiId),
    enabled: asked !== "",
    staleTime: 5_000,
    retry: false,
  });
  return (typed) => {
    const path = normaliseContextPath(typed);
    if (contextPathProblem(path) !== null) return { kind: "unknown" };
    const answer = data?.paths.find((row) => row.path === path);
    if (answer) return answer.ok ? { kind: "free" } : { kind: "taken", reason: answer.reason ?? "This context path is in use." };
    return isError ? { kind: "unknown" } : { kind: "checking" };
  };
}

function useDebounced(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
