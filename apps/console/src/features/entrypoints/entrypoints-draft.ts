import { apiDefinitionSchema } from "@sluice/definition/api";
import type { JsonObject } from "@sluice/definition/json";
import { type FieldProblems, fieldProblems } from "@sluice/definition/problems";
import type { ApiResource } from "@sluice/definition/resources";
import { configurationOf, entrypointDraftOf, pathsOf } from "../../components/entrypoint-form/entrypoint-bridge.ts";
import type { EntrypointDraft } from "../../components/entrypoint-form/entrypoint-draft.ts";
import { changedDefinition } from "../../lib/changed-definition.ts";
import { type CorsDraft, corsDraftOf, corsOf } from "./cors-draft.ts";

/** An API's listener while it is edited. */
export interface EntrypointsDraft extends EntrypointDraft {
  readonly cors: CorsDraft;
}

export function draftOf({ listeners: [listener] }: Pick<ApiResource, "listeners">, former?: EntrypointsDraft): EntrypointsDraft {
  const { paths, ...rest } = entrypointDraftOf(listener);
  // A row that stays where it is keeps its key, so that whoever saves from its field stays in it.
  return {
    ...rest,
    paths: paths.map(({ key, path }, at) => ({ key: former?.paths[at]?.key ?? key, path })),
    cors: corsDraftOf(listener?.cors),
  };
}

export function listenerOf(draft: EntrypointsDraft): JsonObject {
  const cors = corsOf(draft.cors);
  return {
    type: "HTTP",
    paths: pathsOf(draft),
    entrypoints: [{ type: "llm-proxy", configuration: configurationOf(draft) }],
    ...(cors && { cors }),
  };
}

/** The API's definition with this listener, as it is saved. It has one. */
export function definitionWith(api: ApiResource, draft: EntrypointsDraft): Record<string, unknown> {
  return changedDefinition(api, { listeners: [listenerOf(draft)] });
}

/** What is wrong with the listener, by the definition's own schema: `listeners.0.paths.0.path` → words. */
export function entrypointProblems(api: ApiResource, draft: EntrypointsDraft): FieldProblems {
  const { error } = apiDefinitionSchema.safeParse(definitionWith(api, draft));
  return error ? Object.fromEntries(Object.entries(fieldProblems(error)).filter(([path]) => isOfListener(path))) : {};
}

export function isOfListener(path: string): boolean {
  return path.startsWith("listeners.");
}

/** Paths that are saved and would be gone with this draft. */
export function pathsLost({ listeners: [listener] }: Pick<ApiResource, "listeners">, draft: EntrypointsDraft): readonly string[] {
  const kept = pathsOf(draft).map(({ path }) => path);
  return (listener?.paths ?? []).map(({ path }) => path).filter((path) => !kept.includes(path));
}
