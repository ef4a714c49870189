import type { Draft, DraftStep } from "@sluice/definition/resources";

export interface DescribedDraft {
  readonly name: string;
  readonly apiVersion: string;
  readonly contextPath: string;
  readonly providers: readonly string[];
  /** Of the five that the wizard shows. */
  readonly step: number;
}

export const WIZARD_STEPS = 5;

const STEP_NUMBERS = {
  details: 1,
  architecture: 2,
  "entrypoint-type": 2,
  entrypoints: 2,
  endpoints: 3,
  security: 4,
  summary: 5,
} as const satisfies Record<DraftStep, number>;

/** What can be said of a draft, whatever is missing in it. */
export function describeDraft({ definition, step }: Pick<Draft, "definition" | "step">): DescribedDraft {
  const [listener] = list(definition["listeners"]);
  const [path] = list(record(listener)["paths"]);
  return {
    name: text(definition["name"]) || "Untitled API",
    apiVersion: text(definition["apiVersion"]),
    contextPath: text(record(path)["path"]),
    providers: list(definition["endpointGroups"])
      .map((group) => text(record(group)["name"]))
      .filter(Boolean),
    step: STEP_NUMBERS[step],
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
