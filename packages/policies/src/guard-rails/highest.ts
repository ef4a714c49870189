import type { LabelScore } from "../resources/text-resource.ts";

/** The highest score of each label, whatever else the findings say. */
export function highestScores(findings: readonly LabelScore[]): readonly LabelScore[] {
  const highest = new Map<string, number>();
  for (const { label, score } of findings) highest.set(label, Math.max(score, highest.get(label) ?? 0));
  return [...highest].map(([label, score]) => ({ label, score }));
}
