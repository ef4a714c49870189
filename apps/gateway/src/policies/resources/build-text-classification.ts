import { resolve, sep } from "node:path";
import { CLASSIFICATION_MODELS, type TextClassification } from "@sluice/definition/resource-kinds/text-classification";
import { PolicyProblem } from "@sluice/policies/policy-problem";
import { rememberVerdicts } from "@sluice/policies/resources/remember-verdicts";
import type { BuiltResource } from "./built-resource.ts";
import { ClassificationModel } from "./classification-model.ts";
import type { ModelSource } from "./classification-protocol.ts";
import type { ResourceSources } from "./resource-sources.ts";

/** Gravitee's models keep their weights at the top, under names of their own (its models-config.json). */
const USUAL_FILE = "model.quant";
const FILES: Partial<Record<keyof typeof CLASSIFICATION_MODELS, string>> = { MINILMV2_TOXIC_JIGSAW_MODEL: "model_optimized_quantized" };

/** A model in the gateway itself, loaded before anybody asks. */
export async function buildTextClassification(
  { model }: TextClassification,
  { environment }: ResourceSources,
): Promise<BuiltResource | PolicyProblem> {
  const source = sourceOf(model, environment);
  if (source instanceof PolicyProblem) return source;
  const loaded = await ClassificationModel.load(source);
  if ("problem" in loaded) return new PolicyProblem(`The model ${source.id} cannot be loaded: ${loaded.problem}.`, "model");
  const { labels } = loaded;
  return {
    resource: rememberVerdicts({ kind: "classifier", labels, classify: (texts, _direction, signal) => loaded.classify(texts, signal) }),
    close: () => loaded.close(),
  };
}

function sourceOf(model: TextClassification["model"], environment: ResourceSources["environment"]): ModelSource | PolicyProblem {
  const folder = resolve(environment["SLUICE_MODELS_DIR"] || resolve(environment["SLUICE_DATA_DIR"] || ".data", "models"));
  const isOffline = ["1", "true"].includes(environment["HF_HUB_OFFLINE"] ?? "");
  if (model.type === "FOLDER") {
    const path = resolve(folder, model.path);
    // Whoever may edit an API is not thereby one who may read the machine's files.
    if (!path.startsWith(folder + sep))
      return new PolicyProblem("The folder has to stand below the gateway's folder of models.", "model.path");
    return { id: path.slice(folder.length + 1), revision: "main", folder, isLocal: true, file: null };
  }
  if (model.type === "HUB") return { id: model.id, revision: model.revision, folder, isLocal: isOffline, file: null };
  const file = FILES[model.type] ?? USUAL_FILE;
  return { id: CLASSIFICATION_MODELS[model.type], revision: "main", folder, isLocal: isOffline, file };
}
