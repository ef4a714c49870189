import { fieldsOf } from "@sluice/definition/json";
import type { BedrockGuardrail } from "@sluice/definition/resource-kinds/bedrock-guardrail";
import { type AskService, forEachText, list } from "./ask-service.ts";
import type { ClassifierResource, LabelScore } from "./text-resource.ts";

type Asked = Pick<BedrockGuardrail, "guardrailIdentifier" | "guardrailVersion">;

/** ApplyGuardrail (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ApplyGuardrail.html), a call for each text. */
export function createBedrockGuardrail({ guardrailIdentifier, guardrailVersion }: Asked, ask: AskService): ClassifierResource {
  const path = `/guardrail/${encodeURIComponent(guardrailIdentifier)}/version/${guardrailVersion}/apply`;
  return {
    kind: "classifier",
    labels: null,
    classify: (texts, direction, signal) =>
      forEachText(texts, async (text) => {
        const body = { source: direction === "request" ? "INPUT" : "OUTPUT", content: [{ text: { text } }] };
        const answer = fieldsOf(await ask(path, body, signal));
        if (typeof answer["action"] !== "string") throw new Error("The guardrail's answer is none.");
        return scoresOf(answer);
      }),
  };
}

/** What the guardrail itself acts upon is certain for us: its owner has set how sensitive it is. */
const ACTED_UPON = 1;
/** What it only detects, by its confidence in words. */
const CONFIDENCE: Readonly<Record<string, number>> = { HIGH: 0.9, MEDIUM: 0.6, LOW: 0.3 };

interface Assessed {
  readonly policy: string;
  readonly items: string;
  /** The field that names the finding; a constant name where it would be the text itself. */
  readonly name: string | { readonly always: string };
}

const ASSESSED: readonly Assessed[] = [
  { policy: "contentPolicy", items: "filters", name: "type" },
  { policy: "topicPolicy", items: "topics", name: "name" },
  { policy: "wordPolicy", items: "customWords", name: { always: "word" } },
  { policy: "wordPolicy", items: "managedWordLists", name: "type" },
  { policy: "sensitiveInformationPolicy", items: "piiEntities", name: "type" },
  { policy: "sensitiveInformationPolicy", items: "regexes", name: "name" },
];

function scoresOf({ action, assessments }: Readonly<Record<string, unknown>>): readonly LabelScore[] {
  const scores = list(assessments).flatMap((assessment) =>
    ASSESSED.flatMap(({ policy, items, name }) =>
      list(fieldsOf(assessment[policy])[items]).map((item) => ({ label: labelOf(item, name), score: scoreOf(item) })),
    ),
  );
  // A guardrail that intervenes for a reason not known here has intervened all the same.
  const explained = scores.some(({ score }) => score === ACTED_UPON);
  return action === "GUARDRAIL_INTERVENED" && !explained ? [...scores, { label: "guardrail", score: ACTED_UPON }] : scores;
}

function labelOf(item: Readonly<Record<string, unknown>>, name: Assessed["name"]): string {
  const label = typeof name === "string" ? item[name] : name.always;
  return typeof label === "string" ? label.toLowerCase() : "guardrail";
}

function scoreOf({ action, detected, confidence }: Readonly<Record<string, unknown>>): number {
  if (action === "BLOCKED" || action === "ANONYMIZED") return ACTED_UPON;
  if (typeof confidence === "string") return CONFIDENCE[confidence] ?? 0;
  return detected === true ? (CONFIDENCE["HIGH"] ?? 0) : 0;
}
