import type { AiPromptGuardRails } from "@sluice/definition/policies/ai-prompt-guard-rails";
import { PolicyProblem } from "../policy-problem.ts";
import type { LabelScore } from "../resources/text-resource.ts";

export type Direction = "request" | "response";
type Action = "NONE" | "LOG" | "BLOCK";

interface Check {
  readonly request: Action;
  readonly response: Action;
  readonly threshold: number;
}

export interface Flag extends LabelScore {
  readonly blocks: boolean;
}

/** What is done about which label, in prompts and in answers. */
export class Checks {
  readonly #common: Check;
  /** Labels in small letters; null: every one. */
  readonly #wanted: ReadonlySet<string> | null;
  readonly #own: ReadonlyMap<string, Check>;

  constructor(configuration: AiPromptGuardRails) {
    const { sensitivityThreshold, requestPolicy, responsePolicy, checks } = configuration;
    const wanted = labelsIn(configuration.contentChecks);
    this.#common = {
      request: requestPolicy === "BLOCK_REQUEST" ? "BLOCK" : "LOG",
      response: RESPONSES[responsePolicy],
      threshold: sensitivityThreshold,
    };
    this.#own = new Map(
      checks.map(({ label, request, response, sensitivityThreshold: threshold }) => [
        label.toLowerCase(),
        {
          request: request ?? this.#common.request,
          response: response ?? this.#common.response,
          threshold: threshold ?? this.#common.threshold,
        },
      ]),
    );
    this.#wanted = wanted.length === 0 ? null : new Set([...wanted.map((label) => label.toLowerCase()), ...this.#own.keys()]);
  }

  /** Those of the scores that something is done about. */
  flagged(scores: readonly LabelScore[], direction: Direction): readonly Flag[] {
    return scores.flatMap(({ label, score }) => {
      const check = this.#of(label);
      if (check === null || check[direction] === "NONE" || score <= check.threshold) return [];
      return [{ label, score, blocks: check[direction] === "BLOCK" }];
    });
  }

  #of(label: string): Check | null {
    const name = label.toLowerCase();
    if (this.#wanted !== null && !this.#wanted.has(name)) return null;
    return this.#own.get(name) ?? this.#common;
  }
}

const RESPONSES = { NONE: "NONE", LOG_RESPONSE: "LOG", BLOCK_RESPONSE: "BLOCK" } as const satisfies Record<
  AiPromptGuardRails["responsePolicy"],
  Action
>;

function labelsIn(list: string): readonly string[] {
  return list
    .split(",")
    .map((label) => label.trim())
    .filter((label) => label !== "");
}

/** A check for a label that the resource never gives would pass everything: it is refused. Null when all are known. */
export function unknownLabel({ contentChecks, checks }: AiPromptGuardRails, labels: readonly string[]): PolicyProblem | null {
  const known = new Set(labels.map((label) => label.toLowerCase()));
  const asked = [
    ...labelsIn(contentChecks).map((label) => ({ label, path: "contentChecks" })),
    ...checks.map(({ label }, at) => ({ label, path: `checks.${at}.label` })),
  ];
  const stranger = asked.find(({ label }) => !known.has(label.toLowerCase()));
  return stranger
    ? new PolicyProblem(`The resource knows no label ${stranger.label}. It knows: ${labels.join(", ")}.`, stranger.path)
    : null;
}
