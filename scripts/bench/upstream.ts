// The provider of the benchmark: as cheap as node:http allows. A model named `…-c50-i20` streams 50 chunks, 20 ms apart.
import { createServer, type ServerResponse } from "node:http";

const COMPLETION = Buffer.from(
  JSON.stringify({
    id: "chatcmpl-bench",
    object: "chat.completion",
    created: 1750000000,
    model: "bench",
    choices: [{ index: 0, message: { role: "assistant", content: "y".repeat(780), refusal: null }, logprobs: null, finish_reason: "stop" }],
    usage: { prompt_tokens: 60, completion_tokens: 200, total_tokens: 260 },
  }),
);
const chunk = (delta: object, finish: string | null) =>
  `data: ${JSON.stringify({ id: "chatcmpl-bench", object: "chat.completion.chunk", created: 1750000000, model: "bench", choices: [{ index: 0, delta, finish_reason: finish }], usage: null })}\n\n`;
const PIECE = chunk({ content: " sluice" }, null);
const END = `${chunk({}, "stop")}data: ${JSON.stringify({ id: "chatcmpl-bench", object: "chat.completion.chunk", created: 1750000000, model: "bench", choices: [], usage: { prompt_tokens: 60, completion_tokens: 50, total_tokens: 110 } })}\n\ndata: [DONE]\n\n`;
const STREAM = /-c(\d+)-i(\d+)/;

function stream(response: ServerResponse, chunks: number, intervalMs: number): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  let left = chunks;
  const timer = setInterval(() => {
    if (left-- > 0) return void response.write(PIECE);
    clearInterval(timer);
    response.end(END);
  }, intervalMs);
  response.on("close", () => clearInterval(timer));
}

const server = createServer((request, response) => {
  let head = "";
  request.on("data", (data: Buffer) => {
    if (head.length < 200) head += data.toString("latin1", 0, 200);
  });
  request.on("end", () => {
    const [, chunks, interval] = STREAM.exec(head) ?? [];
    if (chunks && interval) return stream(response, Number(chunks), Number(interval));
    response.writeHead(200, { "content-type": "application/json", "content-length": COMPLETION.length });
    response.end(COMPLETION);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
});
