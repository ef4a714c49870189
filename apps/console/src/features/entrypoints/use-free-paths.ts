"use client";

import { normaliseContextPath } from "@sluice/definition/context-path";
import type { ApiResource } from "@sluice/definition/resources";
import type { PathRow } from "../../components/entrypoint-form/entrypoint-draft.ts";
import { type PathState, usePathCheck } from "../../components/entrypoint-form/use-path-check.ts";

/** Whether paths that the API does not have yet are free. Nobody is asked about its own, nor for those who may only look. */
export function useFreePaths({ id, listeners }: ApiResource, rows: readonly PathRow[], mayWrite: boolean): (path: string) => PathState {
  const own = new Set(listeners.flatMap((listener) => listener.paths.map(({ path }) => path)));
  const isAsked = (path: string) => mayWrite && !own.has(normaliseContextPath(path));
  const stateOf = usePathCheck(
    rows.filter(({ path }) => isAsked(path)),
    id,
  );
  return (path) => (isAsked(path) ? stateOf(path) : { kind: "unknown" });
}
