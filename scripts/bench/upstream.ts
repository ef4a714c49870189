// The provider of the benchmark, over raw sockets: with the load and the database on one core, whatever it saves keeps the measured one busy.
// A model named `…-c50-i20` streams 50 chunks, 20 ms apart.
import { createServer, type Socket } from "node:net";

const COMPLETION = JSON.stringify({
  id: "chatcmpl-bench",
  object: "chat.completion",
  created: 1750000000,
  model: "bench",
  choices: [{ index: 0, message: { role: "assistant", content: "y".repeat(780), refusal: null }, logprobs: null, finish_reason: "stop" }],
  usage: { prompt_tokens: 60, completion_tokens: 200, total_tokens: 260 },
});
const head = (headers: string) =>
  `HTTP/1.1 200 OK\r\n${headers}\r\ndate: Sun, 15 Jun 2025 15:06:40 GMT\r\nconnection: keep-alive\r\nkeep-alive: timeout=60\r\n\r\n`;
const ANSWER = `${head(`content-type: application/json\r\ncontent-length: ${COMPLETION.length}`)}${COMPLETION}`;
const STREAM_HEAD = head("content-type: text/event-stream\r\ntransfer-encoding: chunked");

const event = (choices: readonly object[], usage: object | null) =>
  `data: ${JSON.stringify({ id: "chatcmpl-bench", object: "chat.completion.chunk", created: 1750000000, model: "bench", choices, usage })}\n\n`;
const chunk = (events: string) => `${events.length.toString(16)}\r\n${events}\r\n`;
const PIECE = chunk(event([{ index: 0, delta: { content: " sluice" }, finish_reason: null }], null));
const LAST = event([{ index: 0, delta: {}, finish_reason: "stop" }], null);
const USAGE = event([], { prompt_tokens: 60, completion_tokens: 50, total_tokens: 110 });
const END = `${chunk(`${LAST}${USAGE}data: [DONE]\n\n`)}0\r\n\r\n`;

const END_OF_HEAD = Buffer.from("\r\n\r\n");
const LENGTH = /content-length: (\d+)/i;
const STREAM = /-c(\d+)-i(\d+)/;
/** Where the model stands, at the body's start. */
const MODEL_BYTES = 200;

/** One request after the other: undici sends the next when it has the answer. */
function serve(socket: Socket): void {
  let kept = Buffer.alloc(0);
  let left = 0;
  let asked = "";
  socket.setNoDelay(true);
  socket.on("data", (data) => {
    if (left === 0) {
      kept = kept.length > 0 ? Buffer.concat([kept, data]) : data;
      const end = kept.indexOf(END_OF_HEAD);
      if (end < 0) return;
      const body = end + END_OF_HEAD.length;
      left = Number(LENGTH.exec(kept.toString("latin1", 0, end))?.[1] ?? 0) - (kept.length - body);
      asked = kept.toString("latin1", body, body + MODEL_BYTES);
      kept = Buffer.alloc(0);
    } else {
      if (asked.length < MODEL_BYTES) asked += data.toString("latin1", 0, MODEL_BYTES);
      left -= data.length;
    }
    if (left === 0) answer(socket, asked);
  });
  socket.on("error", () => socket.destroy());
}

function answer(socket: Socket, asked: string): void {
  const [, chunks, intervalMs] = STREAM.exec(asked) ?? [];
  if (chunks && intervalMs) stream(socket, Number(chunks), Number(intervalMs));
  else socket.write(ANSWER, "latin1");
}

function stream(socket: Socket, chunks: number, intervalMs: number): void {
  socket.write(STREAM_HEAD);
  let left = chunks;
  const timer = setInterval(() => {
    if (left-- > 0 && !socket.destroyed) return void socket.write(PIECE);
    clearInterval(timer);
    socket.write(END);
  }, intervalMs);
}

const server = createServer(serve);
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
});
