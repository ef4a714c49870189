import { fieldsOf } from "@sluice/definition/json";
import type { OpenAiModeration } from "@sluice/definition/resource-kinds/openai-moderation";
import { type AskService, list } from "./ask-service.ts";
import type { ClassifierResource, LabelScore } from "./text-resource.ts";

/** OpenAI takes a list of texts; services that speak like it rarely take long ones. */
const MOST_TEXTS = 32;

/** `POST /moderations` (https://platform.openai.com/docs/api-reference/moderations): a score for each category. */
export function createOpenAiModeration({ model }: Pick<OpenAiModeration, "model">, ask: AskService): ClassifierResource {
  return {
    kind: "classifier",
    labels: null,
    async classify(texts, _direction, signal) {
      const scores: (readonly LabelScore[])[] = [];
      for (let at = 0; at < texts.length; at += MOST_TEXTS) {
        const input = texts.slice(at, at + MOST_TEXTS);
        const results = list(fieldsOf(await ask("/moderations", { model, input }, signal))["results"]);
        if (results.length !== input.length) throw new Error("The moderation service did not answer for each text.");
        scores.push(...results.map(scoresOf));
      }
      return scores;
    },
  };
}

/** A category without a score counts by its flag. */
function scoresOf({ category_scores, categories }: Readonly<Record<string, unknown>>): readonly LabelScore[] {
  const [scores, flags] = [fieldsOf(category_scores), fieldsOf(categories)];
  return [...new Set([...Object.keys(scores), ...Object.keys(flags)])].map((label) => {
    const score = scores[label];
    return { label, score: typeof score === "number" ? score : flags[label] === true ? 1 : 0 };
  });
}
