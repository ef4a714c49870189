import { type Denial, openAiError } from "@sluice/wire/denial";
import { writeEvent } from "@sluice/wire/sse";

/** An error in a stream: flat, as the Responses API says it, and under `error`, where clients of the older APIs look. */
export function responsesErrorEvent(denial: Denial, sequenceNumber?: number): string {
  const { error } = openAiError(denial);
  const sequence = sequenceNumber === undefined ? {} : { sequence_number: sequenceNumber };
  return writeEvent(JSON.stringify({ ...error, type: "error", ...sequence, error }), "error");
}
