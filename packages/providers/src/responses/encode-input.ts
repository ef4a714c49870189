import { type Fields, isObject } from "@sluice/definition/json";
import { typeName } from "../chat/problems.ts";
import { FieldReader } from "../chat/read-fields.ts";
import { encodeContent } from "./encode-content.ts";

/** `input`, a text or a list of items, as a chat's messages. */
export function encodeInput(body: FieldReader): Fields[] {
  const input = body.get("input");
  if (typeof input === "string") return [{ role: "user", content: input }];
  const turns = new Turns();
  for (const [index, value] of (body.array("input") ?? []).entries()) {
    const path = `input.${index}`;
    if (isObject(value)) encodeItem(new FieldReader(value, path, body.problems), turns);
    else body.problems.invalid(path, `Invalid type for '${path}': expected an item, but got ${typeName(value)}.`);
  }
  return turns.messages;
}

/** Joins items that one assistant message holds in a chat: thoughts, then what was said, then the calls. */
class Turns {
  readonly messages: Fields[] = [];
  #reasoning = "";

  add(message: Fields): void {
    this.messages.push(
      this.#reasoning === "" || message["role"] !== "assistant" ? message : { ...message, reasoning_content: this.#reasoning },
    );
    this.#reasoning = "";
  }

  think(text: string): void {
    this.#reasoning += text;
  }

  call(call: Fields): void {
    const last = this.messages.at(-1);
    if (last?.["role"] !== "assistant" || this.#reasoning !== "") {
      this.add({ role: "assistant", content: null, tool_calls: [call] });
      return;
    }
    const calls = Array.isArray(last["tool_calls"]) ? (last["tool_calls"] as unknown[]) : [];
    this.messages[this.messages.length - 1] = { ...last, tool_calls: [...calls, call] };
  }
}

function encodeItem(item: FieldReader, turns: Turns): void {
  const type = item.get("type") ?? (item.get("role") === null ? null : "message");
  switch (type) {
    case "message": {
      const role = item.oneOf("role", ["user", "assistant", "system", "developer"]);
      if (role === null) item.problems.invalid(item.param("role"), `Missing required parameter: '${item.param("role")}'.`);
      turns.add({ role: role ?? "user", content: encodeContent(item, "content") });
      return;
    }
    case "reasoning":
      turns.think(readThoughts(item));
      return;
    case "function_call": {
      const called = { name: item.requiredText("name"), arguments: item.text("arguments") ?? "" };
      turns.call({ id: item.requiredText("call_id"), type: "function", function: called });
      return;
    }
    case "function_call_output":
      turns.add({ role: "tool", tool_call_id: item.requiredText("call_id"), content: encodeContent(item, "output") });
      return;
    default:
      item.problems.unsupported(
        item.param("type"),
        `'${item.param("type")}' is '${String(type).slice(0, 40)}', which this model's provider has no word for. Send messages, function calls and their outputs.`,
      );
  }
}

function readThoughts(item: FieldReader): string {
  const parts = [...(item.array("summary") ?? []), ...(item.array("content") ?? [])];
  return parts.map((part) => (isObject(part) && typeof part["text"] === "string" ? part["text"] : "")).join("");
}
