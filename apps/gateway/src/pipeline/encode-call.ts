import type { Target } from "../runtime/compiled-api.ts";
import { editJson, type JsonEdit, overwriteJson } from "./edit-json.ts";
import type { Call } from "./read-call.ts";
import { withFormModel } from "./read-form.ts";

export interface EncodedCall {
  readonly body: Buffer;
  /** The bare name, as it goes upstream. */
  readonly model: string | null;
}

interface Encoding {
  readonly target: Target;
  /** For targets that have no model of their own. */
  readonly sent: string | null;
  /** Ask for the usage of a stream, whether or not the caller did. */
  readonly demandUsage: boolean;
  /** No other target will be asked: the call's own bytes may be written over. */
  readonly isLast: boolean;
}

/** What decides how an answer is relayed is not for an override to change. */
const FIXED = new Set(["model", "stream"]);

/** A call's bytes for one target: its name for the model, its overrides (not in forms), and usage demanded. All else stays byte for byte. */
export function encodeCall(call: Call, { target, sent, demandUsage, isLast }: Encoding): EncodedCall {
  const model = modelFor(call, target, sent);
  if (call.form !== null)
    return { model, body: model === call.model || model === null ? call.body : withFormModel(call.body, call.form, model) };
  const edits: JsonEdit[] = [];
  if (target.overrides !== null) for (const edit of target.overrides) if (!FIXED.has(edit[0])) edits.push(edit);
  if (model !== call.model) edits.push(["model", JSON.stringify(model)]);
  const options = demandUsage ? withUsage(call) : null;
  if (options !== null) {
    const overridden = edits.findIndex(([key]) => key === "stream_options");
    if (overridden >= 0) edits.splice(overridden, 1);
    edits.push(["stream_options", options]);
  }
  const [edit] = edits;
  const isDone = edit === undefined || (isLast && edits.length === 1 && overwriteJson(call.body, call.scanned, edit));
  return { model, body: isDone ? call.body : editJson(call.body, call.scanned, edits) };
}

/** The bare name of a call's model at a target; `sent` is for targets that have none of their own. */
export function modelFor(call: Call, target: Target, sent: string | null): string | null {
  return target.model?.name ?? sent ?? call.model;
}

const USAGE_ONLY = '{"include_usage":true}';

/** The caller's own options with usage demanded; null when they are of no use, which is for the provider to say. */
function withUsage({ body, scanned }: Call): string | null {
  const options = scanned.members.get("stream_options");
  if (!options || options.kind === "null") return USAGE_ONLY;
  if (options.kind !== "object") return null;
  try {
    const given = JSON.parse(body.toString("utf8", options.start, options.end)) as Record<string, unknown>;
    return JSON.stringify({ ...given, include_usage: true });
  } catch {
    return null;
  }
}
