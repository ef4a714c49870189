import type { PiiFiltering } from "@sluice/definition/policies/pii-filtering";
import { Denial } from "@sluice/wire/denial";
import type { PolicyBuild } from "../create-policy.ts";
import { createPiiDetectors } from "../detectors/pii/create-pii-detector.ts";
import type { Policy, TextFilter } from "../policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";
import { filterPrompt } from "./filter-prompt.ts";
import { FilteredAnswer } from "./filtered-answer.ts";
import type { Found } from "./found.ts";
import { MaskedText } from "./masked-text.ts";
import { Search } from "./search.ts";
import { POLICY, Tally } from "./tally.ts";
import { unreadablePart } from "./unreadable-part.ts";
import { vaultOf } from "./vault.ts";

interface Filter {
  readonly configuration: PiiFiltering;
  readonly search: Search;
  readonly step: string;
}

/** Looks for personal data in prompts and answers, and does with each category what it is told. */
export function createPiiFiltering(configuration: PiiFiltering, { identity }: PolicyBuild): Policy | PolicyProblem {
  if (configuration.resourceName) return new PolicyProblem(NO_SUCH_RESOURCE, "resourceName");
  const detectors = createPiiDetectors(configuration);
  if (detectors instanceof PolicyProblem) return detectors;
  const filter: Filter = { configuration, search: new Search(configuration, detectors), step: identity.step };
  return {
    onRequest: (context) => refuseUnreadable(context, filter) ?? onPrompt(context, filter),
    filterAnswer: (context) => onAnswer(context, filter),
  };
}

const NO_SUCH_RESOURCE = "This gateway has no models that find names in texts. Leave the resource and the categories that need it out.";

/** Token ids hold texts that cannot be read here. */
function refuseUnreadable(context: PolicyContext, { configuration, step }: Filter): Denial | null {
  const part = unreadablePart(context.call);
  if (part === null) return null;
  const { failurePolicy, dryRun } = configuration;
  const refuses = failurePolicy === "CLOSED" && !dryRun;
  context.decide({
    policy: POLICY,
    step,
    action: refuses ? "blocked" : failurePolicy === "CLOSED" ? "would_block" : "failed",
    detail: `token ids in ${part} cannot be looked at`,
  });
  if (!refuses) return null;
  return new Denial("invalid_request", `This API looks for personal data and cannot read token ids: send ${part} as text.`, {
    param: part,
  });
}

function onPrompt(context: PolicyContext, { configuration, search, step }: Filter): Denial | null {
  const { dryRun, maskText } = configuration;
  const vault = vaultOf(context);
  const texts = context.call.texts();
  for (const { text } of texts) vault.reserve(text);
  const tally = new Tally();
  const blocked: { readonly category: string; readonly path: string }[] = [];
  const instead = (found: Found, value: string, path: string): string => {
    tally.note(path, found);
    if (found.action === "BLOCK") blocked.push({ category: found.category, path });
    if (dryRun || found.action === "LOG" || found.action === "BLOCK") return value;
    return found.action === "MASK" ? maskText : vault.placeholderFor(found.name, value);
  };
  const changed = texts.map((text) => filterPrompt(text, { search, instead }));
  tally.tell({ context, step, dryRun });
  const [first] = blocked;
  if (first && !dryRun)
    return refusal(
      "prompt",
      blocked.map(({ category }) => category),
      first.path,
    );
  for (const [at, text] of texts.entries()) {
    const written = changed[at];
    if (written !== undefined && written !== text.text) text.replace(written);
  }
  return null;
}

function onAnswer(context: PolicyContext, { configuration, search, step }: Filter): TextFilter | null {
  const { dryRun, maskText, skipResponsePayloadFiltering } = configuration;
  const vault = vaultOf(context);
  if (skipResponsePayloadFiltering && vault.isEmpty) return null;
  const tally = new Tally();
  return new FilteredAnswer({
    createText: (place) =>
      new MaskedText({
        vault,
        search: skipResponsePayloadFiltering ? null : search,
        instead(found, value) {
          tally.note(`the answer's ${place.kind.replace("_", " ")}`, found);
          if (dryRun || found.action === "LOG") return value;
          return found.action === "BLOCK" ? refusal("answer", [found.category]) : maskText;
        },
      }),
    onEnded: () => tally.tell({ context, step, dryRun }),
  });
}

/** Its words name categories, never values. */
function refusal(what: "prompt" | "answer", categories: readonly string[], param?: string): Denial {
  const names = [...new Set(categories)].join(", ");
  const advice = what === "prompt" ? " Remove it and try again." : "";
  return new Denial("content_policy_violation", `The ${what} holds personal data that may not pass here: ${names}.${advice}`, {
    ...(param !== undefined && { param }),
  });
}
