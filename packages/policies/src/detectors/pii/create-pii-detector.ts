import { PII_CATEGORIES, type PiiCategory, type PiiFiltering } from "@sluice/definition/policies/pii-filtering";
import { PolicyProblem } from "../../policy-problem.ts";
import { createCustomPattern } from "../custom-patterns.ts";
import type { Detector } from "../detector.ts";
import { secrets } from "../secrets.ts";
import { createPatternDetector } from "./pattern-detector.ts";
import { phoneNumbers } from "./phone-numbers.ts";
import { PII_KINDS } from "./pii-kinds.ts";

type Wanted = Pick<PiiFiltering, "categories" | "customMapping" | "patterns" | "phoneRegions">;

/** A detector, and what its labels are called: by category, and in a placeholder. */
export interface PiiDetector {
  readonly category: PiiCategory;
  readonly name: string;
  readonly detector: Detector;
}

/** The detectors of what is wanted, or the first setting that cannot be used. */
export function createPiiDetectors(wanted: Wanted): readonly PiiDetector[] | PolicyProblem {
  const phones = phoneNumbers(wanted.phoneRegions);
  if ("unknown" in phones) return new PolicyProblem("There are no phone numbers of this region.", `phoneRegions.${phones.unknown}`);
  const detectors = PII_CATEGORIES.flatMap((category): readonly PiiDetector[] => {
    if (category === "CREDENTIAL") return [{ category, name: category, detector: secrets }];
    const kinds = category === "PHONE" ? phones : (PII_KINDS[category] ?? []);
    return kinds.map((kind) => ({ category, name: kind.label.toUpperCase(), detector: createPatternDetector(kind) }));
  });
  const mapped = detectors.map((one) => {
    const other = one.detector.labels.map((label) => mappedTo(wanted.customMapping, label)).find((found) => found !== null);
    return other ? { ...one, category: other } : one;
  });
  const own = createOwn(wanted.patterns);
  return own instanceof PolicyProblem ? own : [...mapped.filter(({ category }) => wanted.categories.includes(category)), ...own];
}

/** A label's other category, whatever its case; null where it keeps its own. */
export function mappedTo(mapping: PiiFiltering["customMapping"], label: string): PiiCategory | null {
  return Object.entries(mapping).find(([known]) => known.toLowerCase() === label.toLowerCase())?.[1] ?? null;
}

/** Patterns of one's own are looked for whatever the categories: they would not have been written else. */
function createOwn(patterns: PiiFiltering["patterns"]): readonly PiiDetector[] | PolicyProblem {
  const own: PiiDetector[] = [];
  for (const [at, { category, ...pattern }] of patterns.entries()) {
    const detector = createCustomPattern(pattern);
    if (typeof detector === "string") return new PolicyProblem(detector, `patterns.${at}.pattern`);
    own.push({ category, name: pattern.label.toUpperCase(), detector });
  }
  return own;
}
