import type { ApiSummary } from "@sluice/definition/resources";
import { API_SEGMENTS, type ApiSegment, inSegment } from "../../components/api-state/describe-state.ts";

export interface ApiFilter {
  readonly text: string;
  readonly segment: ApiSegment;
}

/** Every word of the text has to stand in the name, a path or a provider. */
export function filterApis(apis: readonly ApiSummary[], { text, segment }: ApiFilter): readonly ApiSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return apis.filter((api) => inSegment(api, segment) && words.every((word) => haystack(api).includes(word)));
}

function haystack(api: ApiSummary): string {
  return [api.name, api.apiVersion, ...api.contextPaths, ...api.providers].join("\n").toLowerCase();
}

export function readSegment(value: string | null): ApiSegment {
  return API_SEGMENTS.find((segment) => segment === value) ?? "all";
}
