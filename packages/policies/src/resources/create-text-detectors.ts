import type { TextDetectors } from "@sluice/definition/resource-kinds/text-detectors";
import { createCustomPattern } from "../detectors/custom-patterns.ts";
import { createDenyList } from "../detectors/deny-list.ts";
import { combineDetectors, type Detector } from "../detectors/detector.ts";
import { jailbreak } from "../detectors/jailbreak.ts";
import { promptInjection } from "../detectors/prompt-injection.ts";
import { secrets } from "../detectors/secrets.ts";
import { PolicyProblem } from "../policy-problem.ts";
import type { TextResource } from "./text-resource.ts";

/** The built-in detectors that were asked for, as one; or the first pattern that cannot be used. */
export function createTextDetectors(configuration: TextDetectors): TextResource | PolicyProblem {
  const detectors: Detector[] = [];
  if (configuration.promptInjection) detectors.push(promptInjection);
  if (configuration.jailbreak) detectors.push(jailbreak);
  if (configuration.secrets) detectors.push(secrets);
  for (const { label, phrases } of configuration.denyLists) detectors.push(createDenyList(label, phrases));
  for (const [at, pattern] of configuration.patterns.entries()) {
    const detector = createCustomPattern(pattern);
    if (typeof detector === "string") return new PolicyProblem(detector, `patterns.${at}.pattern`);
    detectors.push(detector);
  }
  return { kind: "detector", detector: combineDetectors(detectors) };
}
