import { Denial } from "@sluice/wire/denial";
import type { CompiledApi, Target } from "../runtime/compiled-api.ts";
import { nearestModel } from "../runtime/nearest-model.ts";

/** Where a call may go, best first, never empty; and the model's bare name where the target has none of its own. */
export interface Route {
  readonly targets: readonly Target[];
  readonly sent: string | null;
}

/** Who serves a model, as the caller spelled it. Exact names come before patterns. */
export function resolveRoute(api: CompiledApi, asked: string): Route | Denial {
  const route = api.routes.get(asked);
  if (route) return { targets: route.pick(), sent: null };
  for (const pattern of api.patterns) {
    const sent = pattern.match(asked);
    if (sent !== null) return { targets: [pattern.target], sent };
  }
  return modelNotFound(api, asked);
}

/** Names from the outside are repeated in messages up to this length. */
const LONGEST_REPEATED = 128;

export function modelNotFound(api: CompiledApi, asked: string): Denial {
  const name = asked.length > LONGEST_REPEATED ? `${asked.slice(0, LONGEST_REPEATED)}…` : asked;
  const nearest = nearestModel(asked, api.models);
  const hint = nearest === null ? "GET /models lists what there is." : `Did you mean ${nearest}?`;
  return new Denial("model_not_found", `The model ${name} does not exist here. ${hint}`, { param: "model" });
}
