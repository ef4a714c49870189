import { isObject } from "@sluice/definition/json";
import { type RequestToolCall, UNPARSED_ARGUMENTS } from "./chat-request.ts";
import { DEEPEST_NESTING, nestsDeeperThan } from "./nesting.ts";
import { typeName } from "./problems.ts";
import { FieldReader } from "./read-fields.ts";
import type { ToolCallLedger } from "./tool-call-ledger.ts";

/** The calls of one assistant message, `function_call` of old clients included. */
export function readToolCalls(message: FieldReader, ledger: ToolCallLedger): RequestToolCall[] {
  const calls: RequestToolCall[] = [];
  for (const [index, value] of (message.array("tool_calls") ?? []).entries()) {
    const path = message.param(`tool_calls.${index}`);
    if (!isObject(value)) {
      message.problems.invalid(path, `Invalid type for '${path}': expected a tool call, but got ${typeName(value)}.`);
      continue;
    }
    const call = new FieldReader(value, path, message.problems);
    if (call.get("type") !== null && call.get("type") !== "function") {
      message.problems.unsupported(
        call.param("type"),
        `Only function tools are supported here: '${call.param("type")}' must be 'function'.`,
      );
      continue;
    }
    const { id, sealed } = ledger.open(call.requiredText("id"));
    const read = readFunction(new FieldReader(call.object("function") ?? {}, call.param("function"), message.problems));
    ledger.called(id.key, { id: id.unique, name: read.name });
    calls.push({ id: id.unique, ...read, sealed, extra: call.object("extra_content") });
  }
  const legacy = message.object("function_call");
  if (legacy !== null) {
    const read = readFunction(new FieldReader(legacy, message.param("function_call"), message.problems));
    const { id } = ledger.open(`function_${read.name}`);
    ledger.called(id.key, { id: id.unique, name: read.name });
    calls.push({ id: id.unique, ...read, sealed: null, extra: null });
  }
  return calls;
}

function readFunction(reader: FieldReader): Pick<RequestToolCall, "name" | "arguments"> {
  const name = reader.requiredText("name");
  const value = reader.get("arguments");
  const given = isObject(value) ? value : parseArguments(reader.text("arguments") ?? "");
  if (!nestsDeeperThan(given, DEEPEST_NESTING)) return { name, arguments: given };
  reader.problems.invalid(reader.param("arguments"), `'${reader.param("arguments")}' is nested more than ${DEEPEST_NESTING} levels deep.`);
  return { name, arguments: {} };
}

/** A model may be cut off in the middle of its arguments: what it said is kept, so that the next turn can refer to it. */
function parseArguments(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) return {};
    if (isObject(value)) return value;
  } catch {
    // Kept below as it is.
  }
  return { [UNPARSED_ARGUMENTS]: text };
}
