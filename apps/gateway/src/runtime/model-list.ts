import type { ApiDefinition } from "@sluice/definition/api";
import { publishedModels } from "@sluice/definition/model-id";
import type { ListedModel } from "./compiled-api.ts";

/** OpenAI's model objects. `created` is the deployment's: providers' own dates are not known here, and OpenAI's clients want a number. */
export function listModels(
  definition: ApiDefinition,
  createdAtMs: number,
): { readonly models: readonly ListedModel[]; readonly modelList: Buffer } {
  const created = Math.floor(createdAtMs / 1000);
  const models = publishedModels(definition).map(({ id, ownedBy }) => ({
    id,
    json: JSON.stringify({ id, object: "model", created, owned_by: ownedBy }),
  }));
  const modelList = Buffer.from(`{"object":"list","data":[${models.map(({ json }) => json).join(",")}]}`);
  return { models, modelList };
}
