import type { CompiledApi } from "./compiled-api.ts";
import type { Snapshot } from "./snapshot.ts";

/** Context paths → APIs, with the number of segments of the longest. Immutable. */
export interface PathTable {
  readonly byPath: ReadonlyMap<string, CompiledApi>;
  readonly mostSegments: number;
}

export function pathTable(apis: Iterable<CompiledApi>): PathTable {
  const byPath = new Map<string, CompiledApi>();
  let mostSegments = 0;
  for (const api of apis) {
    for (const path of api.contextPaths) {
      byPath.set(path, api);
      mostSegments = Math.max(mostSegments, path.split("/").length - 1);
    }
  }
  return { byPath, mostSegments };
}

/**
 * The API with the longest context path that is the URL's path or ends before one of its slashes, and what follows it.
 * One map lookup a segment, and never more than the longest context path has: a path of a thousand slashes costs nothing.
 */
export function matchApi({ byPath, mostSegments }: PathTable, path: string): ReturnType<Snapshot["matchApi"]> {
  let found: ReturnType<Snapshot["matchApi"]> = null;
  let end = 0;
  for (let segments = 0; segments < mostSegments && end < path.length; segments++) {
    const slash = path.indexOf("/", end + 1);
    end = slash < 0 ? path.length : slash;
    const api = byPath.get(path.slice(0, end));
    if (api) found = { api, rest: path.slice(end) };
  }
  return found;
}
