import { z } from "zod";
import type { ResourceKind } from "./resource-kind.ts";

/** Gravitee's names of models, and where they are kept. */
export const CLASSIFICATION_MODELS = {
  GRAVITEE_IO_BERT_TINY_TOXICITY: "gravitee-io/bert-tiny-toxicity",
  GRAVITEE_IO_BERT_MINI_TOXICITY: "gravitee-io/bert-mini-toxicity",
  GRAVITEE_IO_BERT_SMALL_TOXICITY: "gravitee-io/bert-small-toxicity",
  GRAVITEE_IO_DISTILBERT_MULTILINGUAL_TOXICITY_CLASSIFIER: "gravitee-io/distilbert-multilingual-toxicity-classifier",
  GRAVITEE_DETOXIFY_ONNX_MODEL: "gravitee-io/detoxify-onnx",
  MINILMV2_TOXIC_JIGSAW_MODEL: "minuva/MiniLMv2-toxic-jigsaw-onnx",
  GRAVITEE_LLAMA_PROMPT_GUARD_22M_MODEL: "gravitee-io/Llama-Prompt-Guard-2-22M-onnx",
  GRAVITEE_LLAMA_PROMPT_GUARD_86M_MODEL: "gravitee-io/Llama-Prompt-Guard-2-86M-onnx",
} as const;

const NAMES = Object.keys(CLASSIFICATION_MODELS) as [keyof typeof CLASSIFICATION_MODELS, ...(keyof typeof CLASSIFICATION_MODELS)[]];

export const textClassificationSchema = z.strictObject({
  model: z.discriminatedUnion("type", [
    z.strictObject({ type: z.enum(NAMES) }),
    z.strictObject({
      type: z.literal("HUB"),
      id: z
        .string()
        .trim()
        .regex(/^[\w.-]{1,96}\/[\w.-]{1,96}$/, "A model of the Hugging Face hub: owner/name.")
        .meta({ description: "owner/name of a text classification model in ONNX format" }),
      revision: z.string().trim().max(100).default("main"),
    }),
    z.strictObject({
      type: z.literal("FOLDER"),
      path: z
        .string()
        .trim()
        .min(1, "Name the folder.")
        .max(1_024)
        .meta({ description: "Below the gateway's folder of models (SLUICE_MODELS_DIR)" }),
    }),
  ]),
});

export const textClassification = {
  type: "ai-model-text-classification",
  title: "Text classification",
  description: "A model that runs in the gateway: Gravitee's, any ONNX classifier of the Hugging Face hub, or a folder of yours.",
  configuration: textClassificationSchema,
} as const satisfies ResourceKind;

export type TextClassification = z.output<typeof textClassificationSchema>;
