import { type Logging, loggingSchema, wholeLogging } from "@sluice/definition/logging";
import { type FieldProblems, fieldProblems } from "@sluice/definition/problems";
import type { ApiResource } from "@sluice/definition/resources";

/** An API's logging while it is edited: numbers are what is typed. */
export interface LoggingDraft {
  readonly content: Logging["content"];
  readonly entrypoint: boolean;
  readonly endpoint: boolean;
  readonly headers: boolean;
  readonly payload: boolean;
  readonly condition: string;
  readonly samplingPercent: string;
  /** Empty: as the gateways are set. */
  readonly retentionDays: string;
}

export function toDraft({ analytics: { logging } }: ApiResource): LoggingDraft {
  const { entrypoint, endpoint, headers, payload, condition, samplingPercent, retentionDays } = wholeLogging(logging);
  return {
    content: logging.content,
    ...{ entrypoint, endpoint, headers, payload, condition },
    samplingPercent: String(samplingPercent),
    retentionDays: retentionDays === null ? "" : String(retentionDays),
  };
}

/** What goes without saying is left out, so that an API whose logging was never touched stays as it is. */
export function fromDraft(draft: LoggingDraft): Record<string, unknown> {
  const { content, entrypoint, endpoint, headers, payload } = draft;
  const percent = numberOf(draft.samplingPercent);
  return {
    content,
    ...((!entrypoint || endpoint) && { mode: { entrypoint, endpoint } }),
    ...(!headers && { headers }),
    ...(!payload && { payload }),
    ...(draft.condition.trim() !== "" && { condition: draft.condition.trim() }),
    ...(percent !== 100 && { samplingPercent: percent }),
    ...(draft.retentionDays.trim() !== "" && { retentionDays: numberOf(draft.retentionDays) }),
  };
}

/** By field of the logging: `samplingPercent`. */
export function draftProblems(draft: LoggingDraft): FieldProblems {
  const { error } = loggingSchema.safeParse(fromDraft(draft));
  const nothing = draft.content !== "NONE";
  return {
    ...(error ? fieldProblems(error) : {}),
    ...(nothing && !draft.entrypoint && !draft.endpoint && { mode: "Choose at least one side, or keep nothing." }),
    ...(nothing && !draft.headers && !draft.payload && { parts: "Choose headers, bodies or both, or keep nothing." }),
  };
}

/** What is no number stays a text, for the schema to refuse in its words. */
function numberOf(text: string): number | string {
  const number = Number(text.trim().replace(/%$/, "").replace(",", "."));
  return text.trim() === "" || Number.isNaN(number) ? text : number;
}
