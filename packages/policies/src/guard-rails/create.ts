import { type AiPromptGuardRails, guardedAspects } from "@sluice/definition/policies/ai-prompt-guard-rails";
import type { Aspect } from "@sluice/definition/policies/coverage";
import { compileTemplate } from "@sluice/expression/compile-template";
import { ExpressionProblem } from "@sluice/expression/problem";
import type { PolicyBuild } from "../create-policy.ts";
import type { Policy, TextFilter } from "../policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";
import { labelsOf, type TextResource } from "../resources/text-resource.ts";
import { Checks, type Direction, unknownLabel } from "./checks.ts";
import { chooseTexts } from "./choose-texts.ts";
import { ClassifiedAnswer } from "./classified-answer.ts";
import { DetectedAnswer } from "./detected-answer.ts";
import { guardPrompt } from "./guard-prompt.ts";
import { Watch } from "./watch.ts";

/** Looks at prompts, and at answers where it is asked to, by a resource of the API. */
export function createGuardRails(configuration: AiPromptGuardRails, { identity, sources }: PolicyBuild): Policy | PolicyProblem {
  const { resourceName, promptLocation, toolArguments, toolResults, dryRun, failurePolicy } = configuration;
  const resource = sources.resources.get(resourceName);
  if (!resource)
    return new PolicyProblem(`There is no resource ${resourceName} in this API, or it is switched off. Add it.`, "resourceName");
  if (resource.kind === "embedding")
    return new PolicyProblem(`The resource ${resourceName} embeds texts, and judges none.`, "resourceName");
  const labels = labelsOf(resource);
  const stranger = labels === null ? null : unknownLabel(configuration, labels);
  if (stranger !== null) return stranger;
  const location = promptLocation?.trim() ? compileTemplate(promptLocation) : null;
  if (location instanceof ExpressionProblem) return new PolicyProblem(location.message, "promptLocation");
  // The first versions of Gravitee's policy knew no presets: a location alone meant what stands there.
  const preset = configuration.promptPreset ?? (location === null ? "ALL_PROMPTS" : "CUSTOM_PROMPT");
  const checks = new Checks(configuration);
  const held = guardedAspects(configuration);
  const watch = (context: PolicyContext, direction: Direction) =>
    new Watch({
      context,
      step: identity.step,
      direction,
      dryRun,
      closed: (failurePolicy ?? (held[SUBJECTS[direction]] === "refusing" ? "CLOSED" : "OPEN")) === "CLOSED",
    });
  return {
    onRequest: (context) =>
      guardPrompt(chooseTexts(context, { preset, location, toolArguments, toolResults }), {
        context,
        resource,
        checks,
        watch: watch(context, "request"),
      }),
    ...(held.answers !== undefined && {
      filterAnswer: (context) =>
        answerFilter(resource, {
          context,
          checks,
          toolArguments,
          watch: watch(context, "response"),
          holdsBack: held.answers === "refusing" && !dryRun,
        }),
    }),
  };
}

const SUBJECTS = { request: "prompts", response: "answers" } as const satisfies Record<Direction, Aspect>;

interface AnswerGuard {
  readonly context: PolicyContext;
  readonly checks: Checks;
  readonly watch: Watch;
  readonly holdsBack: boolean;
  readonly toolArguments: boolean;
}

function answerFilter(resource: TextResource, { toolArguments, ...guard }: AnswerGuard): TextFilter {
  const filter =
    resource.kind === "detector"
      ? new DetectedAnswer({ detector: resource.detector, ...guard })
      : new ClassifiedAnswer({ resource, ...guard });
  if (toolArguments) return filter;
  return {
    push: (place, text) => (place.kind === "tool_arguments" ? text : filter.push(place, text)),
    end: (place) => (place.kind === "tool_arguments" ? "" : filter.end(place)),
  };
}
