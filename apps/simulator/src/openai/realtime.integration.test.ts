import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { createSimulator, type Simulator } from "../simulator.ts";

let simulator: Simulator;

beforeAll(async () => {
  simulator = await createSimulator();
});
afterAll(() => simulator.close());

interface Event {
  readonly type: string;
  readonly [field: string]: unknown;
}

function connect(query: string, headers: Record<string, string> = {}): WebSocket {
  return new WebSocket(`${simulator.url.replace("http", "ws")}/v1/realtime${query}`, { headers });
}

/** All events up to one of this type. */
async function until(socket: WebSocket, type: string): Promise<Event[]> {
  const events: Event[] = [];
  for await (const [data] of messagesOf(socket)) {
    const event: Event = JSON.parse(String(data));
    events.push(event);
    if (event.type === type) break;
  }
  return events;
}

async function* messagesOf(socket: WebSocket): AsyncGenerator<[unknown]> {
  const waiting: unknown[] = [];
  let wake = () => {};
  const take = (data: unknown) => {
    waiting.push(data);
    wake();
  };
  socket.on("message", take);
  try {
    for (;;) {
      while (waiting.length > 0) yield [waiting.shift()];
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    socket.off("message", take);
  }
}

test("opens a session, takes a message, and answers it in events", async () => {
  const socket = connect("?model=sim-echo");
  const [created] = await until(socket, "session.created");
  expect(created).toMatchObject({ session: { model: "sim-echo", type: "realtime" } });
  socket.send(
    JSON.stringify({
      type: "conversation.item.create",
      item: { type: "message", role: "user", content: [{ type: "input_text", text: "Ahoy there" }] },
    }),
  );
  socket.send(JSON.stringify({ type: "response.create" }));
  const events = await until(socket, "response.done");
  const text = events.filter((event) => event.type === "response.output_text.delta").map((event) => event["delta"]);
  expect(text.join("")).toBe("Ahoy there");
  expect(events.at(-1)).toMatchObject({ response: { status: "completed", usage: { input_tokens: 7, output_tokens: 3 } } });
  socket.close();
});

test("says what is wrong with an event, and goes on", async () => {
  const socket = connect("?model=gpt-4o");
  await until(socket, "session.created");
  socket.send("{no");
  expect((await until(socket, "error"))[0]).toMatchObject({ error: { type: "invalid_request_error", code: "invalid_json" } });
  socket.send(JSON.stringify({ type: "dance", event_id: "mine" }));
  expect((await until(socket, "error"))[0]).toMatchObject({ error: { code: "invalid_value", event_id: "mine" } });
  socket.close();
});

test.each<[string, number]>([
  ["", 400],
  ["?model=gpt-9", 404],
  ["?model=sim-error-503", 503],
  ["?model=sim-key-required", 401],
])("refuses the connection for %j with %i", async (query, status) => {
  const socket = connect(query);
  socket.on("error", () => {});
  const [, response] = await once(socket, "unexpected-response");
  expect(response.statusCode).toBe(status);
  socket.terminate();
});

test("shows a test the headers of the upgrade", async () => {
  const socket = connect("?model=sim-echo", { authorization: "Bearer sk-upstream" });
  await until(socket, "session.created");
  expect(simulator.requests.at(-1)).toMatchObject({
    method: "GET",
    url: "/v1/realtime?model=sim-echo",
    headers: { authorization: "Bearer sk-upstream" },
  });
  socket.close();
});
