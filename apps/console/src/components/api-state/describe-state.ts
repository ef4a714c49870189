import type { ApiSummary } from "@sluice/definition/resources";
import type { Shape } from "../ui/state-dot.tsx";

type Stated = Pick<ApiSummary, "state" | "deploymentState"> & { readonly rejectedBy?: ApiSummary["rejectedBy"] };

export interface DescribedState {
  readonly shape: Shape;
  readonly word: string;
}

/** What an API is doing, as a shape and a word. A gateway's refusal outranks the rest: there the last good revision serves on. */
export function describeState({ state, deploymentState, rejectedBy = [] }: Stated): DescribedState {
  if (deploymentState === "NOT_DEPLOYED") return { shape: "off", word: "Not deployed" };
  if (state === "STOPPED") return { shape: "off", word: "Stopped" };
  const [first, ...others] = rejectedBy;
  if (first) return { shape: "bad", word: others.length > 0 ? `Refused by ${rejectedBy.length} gateways` : `Refused by ${first.id}` };
  return { shape: "on", word: "Live" };
}

export const API_SEGMENTS = ["all", "live", "out-of-sync", "stopped"] as const;
export type ApiSegment = (typeof API_SEGMENTS)[number];

/** Whether an API belongs to a segment of the list. What was never deployed does not serve either, so it counts as stopped. */
export function inSegment(api: Stated, segment: ApiSegment): boolean {
  const serves = api.state === "STARTED" && api.deploymentState !== "NOT_DEPLOYED";
  switch (segment) {
    case "all":
      return true;
    case "live":
      return serves;
    case "out-of-sync":
      return api.deploymentState === "NEED_REDEPLOY";
    case "stopped":
      return !serves;
  }
}
