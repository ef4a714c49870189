import type { TextFilter, TextPlace } from "@sluice/policies/policy";
import { CHAT_FORMAT } from "@sluice/providers/chat/chat-format";
import { MESSAGES_FORMAT } from "@sluice/providers/messages/messages-format";
import { RESPONSES_FORMAT } from "@sluice/providers/responses/responses-format";
import type { ChatChunk, ChatDelta } from "@sluice/wire/chat";
import { Denial } from "@sluice/wire/denial";
import { NO_USAGE } from "@sluice/wire/usage";
import { describe, expect, test } from "vitest";
import { answerTexts } from "./answer-texts.ts";
import { FilteredEvents } from "./filtered-events.ts";
import { FilteredTexts } from "./filtered-texts.ts";

const FORMATS = { chat: CHAT_FORMAT, responses: RESPONSES_FORMAT, messages: MESSAGES_FORMAT } as const;
type Kind = keyof typeof FORMATS;
const SECRET = "sk-SECRET";

/** Masks the secret wherever it is cut; holds back what may be its beginning. `later` makes it wait. */
function masking(later: boolean): TextFilter {
  const held = new Map<string, string>();
  const key = ({ kind, id }: TextPlace) => `${kind} ${id}`;
  const give = (text: string) => (later ? Promise.resolve(text) : text);
  return {
    push(place, text) {
      const all = ((held.get(key(place)) ?? "") + text).replaceAll(SECRET, "[masked]");
      let keep = Math.min(SECRET.length - 1, all.length);
      while (keep > 0 && !SECRET.startsWith(all.slice(-keep))) keep--;
      held.set(key(place), keep === 0 ? "" : all.slice(-keep));
      return give(keep === 0 ? all : all.slice(0, -keep));
    },
    end: (place) => give(held.get(key(place)) ?? ""),
  };
}

function chunk(delta: ChatDelta, finish: ChatChunk["choices"][number]["finish_reason"] = null): ChatChunk {
  return {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  };
}

/** The same answer in the events of each API, its texts cut into these pieces. The last piece may come with the finish. */
function stream(kind: Kind, { content, args }: { content: readonly string[]; args: readonly string[] }, together: boolean): string[] {
  const context = { requestId: "req_1", createdSeconds: 1, body: {}, showUsage: false };
  const writer = FORMATS[kind].createWriter(context);
  const calls = args.map(
    (piece, at): ChatDelta => ({
      tool_calls: [
        {
          index: 0,
          ...(at === 0 ? { id: "call_1", type: "function" as const } : {}),
          function: { ...(at === 0 ? { name: "f" } : {}), arguments: piece },
        },
      ],
    }),
  );
  const deltas: ChatDelta[] = [{ role: "assistant", content: "" }, ...content.map((piece) => ({ content: piece })), ...calls];
  const chunks = deltas.map((delta, at) => chunk(delta, together && at === deltas.length - 1 ? "stop" : null));
  if (!together) chunks.push(chunk({}, "stop"));
  return [...chunks.map((one) => writer.chunk(one)), writer.end(NO_USAGE)].filter((events) => events !== "");
}

/** What a client that adds the pieces up has in the end. */
function readBack(kind: Kind, events: string): { content: string; args: string; names: string } {
  const read = { content: "", args: "", names: "" };
  for (const line of events.split("\n")) {
    if (!line.startsWith("data: {")) continue;
    const event = JSON.parse(line.slice(6));
    if (kind === "chat") {
      const { delta = {} } = event.choices[0] ?? {};
      read.content += delta.content ?? "";
      read.args += delta.tool_calls?.[0]?.function?.arguments ?? "";
      read.names += delta.tool_calls?.[0]?.function?.name ?? "";
    } else if (kind === "responses") {
      if (event.type === "response.output_text.delta") read.content += event.delta;
      if (event.type === "response.function_call_arguments.delta") read.args += event.delta;
    } else if (event.type === "content_block_delta") {
      read.content += event.delta.text ?? "";
      read.args += event.delta.partial_json ?? "";
    }
  }
  return read;
}

async function filtered(kind: Kind, pieces: readonly string[], filters: readonly TextFilter[]): Promise<string> {
  const events = new FilteredEvents(kind, new FilteredTexts(filters));
  let out = "";
  for (const piece of pieces) out += String(await events.push(piece));
  return out + String(await events.end());
}

function cut(text: string, places: readonly number[]): string[] {
  const at = [0, ...places, text.length];
  return at.slice(1).map((end, index) => text.slice(at[index], end));
}

const KINDS: readonly Kind[] = ["chat", "responses", "messages"];
const TEXT = `Take ${SECRET} and ${SECRET}.`;
const ARGS = `{"key":"${SECRET}"}`;

describe.each(KINDS)("a stream of %s", (kind) => {
  test.each([false, true])("has a secret masked wherever the pieces are cut, waiting filters: %s", async (later) => {
    for (let at = 0; at <= TEXT.length; at++) {
      for (const together of [false, true]) {
        const events = stream(kind, { content: cut(TEXT, [at]), args: cut(ARGS, [Math.min(at, ARGS.length)]) }, together);
        const out = await filtered(kind, events, [masking(later)]);
        expect(readBack(kind, out)).toMatchObject({ content: "Take [masked] and [masked].", args: '{"key":"[masked]"}' });
        expect(out).not.toContain(SECRET);
      }
    }
  });

  test("goes through several filters in order, held-back text too", async () => {
    const shouting: TextFilter = { push: (_, text) => text.toUpperCase(), end: () => "!" };
    const out = await filtered(kind, stream(kind, { content: cut(TEXT, [9]), args: [] }, true), [masking(false), shouting]);
    expect(readBack(kind, out).content).toBe("TAKE [MASKED] AND [MASKED].!");
  });

  test("is the same to the byte for filters that change nothing, where no text is said twice", async () => {
    const events = stream(kind, { content: ["a", "b"], args: ["{}"] }, false);
    const silent: TextFilter = { push: (_, text) => text, end: () => "" };
    expect(await filtered(kind, events, [silent])).toBe(events.join(""));
  });

  test("ends where a filter refuses it", async () => {
    const denial = new Denial("forbidden", "No.");
    const refusing: TextFilter = { push: (_, text) => (text.includes("b") ? denial : text), end: () => "" };
    const events = new FilteredEvents(kind, new FilteredTexts([refusing]));
    const results = await Promise.all(stream(kind, { content: ["a", "b", "c"], args: [] }, false).map((piece) => events.push(piece)));
    expect(results).toContain(denial);
  });
});

test("a response says again at the end what was shown, not what was said", async () => {
  const out = await filtered("responses", stream("responses", { content: cut(TEXT, [8]), args: cut(ARGS, [10]) }, false), [masking(false)]);
  const events = out.split("\n").flatMap((line) => (line.startsWith("data: ") ? [JSON.parse(line.slice(6))] : []));
  const completed = events.find(({ type }) => type === "response.completed");
  expect(answerTexts("responses", completed.response).map(({ holder, key }) => holder[key])).toEqual([
    "Take [masked] and [masked].",
    '{"key":"[masked]"}',
  ]);
  expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, at) => at));
});

test("a held-back end of a tool's arguments does not say the tool's name again", async () => {
  const out = await filtered("chat", stream("chat", { content: [], args: ['{"a":"sk-'] }, false), [masking(false)]);
  expect(readBack("chat", out)).toEqual({ content: "", args: '{"a":"sk-', names: "f" });
});
