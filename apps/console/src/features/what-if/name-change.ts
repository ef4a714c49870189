import type { WhatIfChange } from "@sluice/definition/what-if";

/** `gpt-5-nano`, or `$0.25 in, $2 out`. */
export function nameChange(change: WhatIfChange | undefined): string {
  if (!change) return "as it was";
  const { as } = change;
  if (as.kind === "model") return as.model;
  const [tier] = as.tiers;
  return `$${tier?.inputPrice ?? "–"} in, $${tier?.outputPrice ?? "–"} out`;
}
