import type { ServerResponse } from "node:http";
import { Writable } from "node:stream";
import { expect, test, vi } from "vitest";
import { FilteredEvents } from "./filtered-events.ts";
import { FilteredStream } from "./filtered-stream.ts";
import { FilteredTexts } from "./filtered-texts.ts";

const EVENT = `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", choices: [{ index: 0, delta: { content: "Hello." } }] })}\n\n`;

function streamOf(looking: Promise<void>) {
  // What is asked of an answer here, any stream that is written to has.
  const res = new Writable({ write: (_chunk, _encoding, done) => done() }) as unknown as ServerResponse;
  const heard = { written: "", ended: vi.fn(), onEnded: vi.fn() };
  const texts = new FilteredTexts([{ push: (_, text) => looking.then(() => text), end: () => "" }]);
  const stream = new FilteredStream({
    res,
    end: heard.ended,
    events: new FilteredEvents("chat", texts),
    flow: { pause: () => {}, resume: () => {} },
    onDenied: () => {},
    onWritten: (shown) => {
      heard.written += shown;
    },
    onEnded: heard.onEnded,
  });
  return { stream, res, heard };
}

test("a stream whose filter takes its time is whole at the end", async () => {
  const looking = Promise.withResolvers<void>();
  const { stream, heard } = streamOf(looking.promise);
  stream.write(EVENT);
  stream.end("data: [DONE]\n\n");
  expect(heard.written).toBe("");
  looking.resolve();
  await vi.waitFor(() => expect(heard.onEnded).toHaveBeenCalledOnce());
  expect(heard.written).toContain("Hello.");
  expect(heard.written).toMatch(/\[DONE\]\n\n$/);
});

test("a caller who left while a filter looked has no whole answer, so that none is kept", async () => {
  const looking = Promise.withResolvers<void>();
  const { stream, res, heard } = streamOf(looking.promise);
  stream.write(EVENT);
  stream.end("data: [DONE]\n\n");
  res.destroy();
  await vi.waitFor(() => expect(res.closed).toBe(true));
  looking.resolve();
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect([heard.written, heard.onEnded.mock.calls]).toEqual(["", []]);
});
