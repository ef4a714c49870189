// How often personal data is found, and how often something else is taken for it, on labelled texts: a part of `npm run bench -- --detectors`.
import { piiFilteringSchema } from "../../packages/definition/src/policies/pii-filtering.ts";
import type { Detector } from "../../packages/policies/src/detectors/detector.ts";
import { measureSpans, spannedTexts } from "../../packages/policies/src/detectors/labelled/measure-spans.ts";
import { createPiiDetectors } from "../../packages/policies/src/detectors/pii/create-pii-detector.ts";
import { PolicyProblem } from "../../packages/policies/src/policy-problem.ts";

/** By name, the policy's own on their default threshold, beside the two halves of the texts: looked at while they were made, and not. */
export function printPiiFigures(millisecondsOf: (detector: Detector) => number): void {
  const defaults = piiFilteringSchema.parse({});
  const detectors = createPiiDetectors(defaults);
  if (detectors instanceof PolicyProblem) throw new Error(detectors.message);
  const byName = Map.groupBy(detectors, ({ name }) => name);
  console.log(`\n${"personal data".padEnd(20)}   texts  to find  precision  recall    held back: to find  precision  recall   ms / 100 kB`);
  for (const [name, group] of byName) {
    // Credentials are the secrets above.
    if (name === "CREDENTIAL") continue;
    const own = group.map(({ detector }) => detector);
    const [tuned, held] = [
      measureSpans(own, spannedTexts("tune"), defaults.threshold),
      measureSpans(own, spannedTexts("held"), defaults.threshold),
    ];
    const figures = [tuned, held].map(
      ({ present, precision, recall }) => `${String(present).padStart(9)}${percent(precision)}${percent(recall)}`,
    );
    const cost = own.reduce((sum, detector) => sum + millisecondsOf(detector), 0);
    console.log(
      `  ${name.toLowerCase().padEnd(18)}${String(tuned.texts + held.texts).padStart(8)}${figures.join("           ")}${cost.toFixed(1).padStart(12)}`,
    );
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`.padStart(10);
}
