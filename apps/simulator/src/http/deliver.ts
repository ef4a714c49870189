import type { ServerResponse } from "node:http";
import type { Behaviour } from "../mind/behaviour.ts";
import type { Answer, BodyAnswer, Framing, SseEvent, StreamAnswer } from "./answer.ts";
import { pause } from "./pause.ts";

/** Faults strike after this many events: past the role, in the middle of the text. */
export const EVENTS_BEFORE_FAULT = 4;

type Fault = "cut" | "stall" | "error-midstream" | "bad-json";

export interface Manner {
  readonly behaviour: Behaviour;
  /** What every answer of this wire carries. Handed to writeHead in one piece: that is measurably cheaper than a setHeader each. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Writes an answer, broken in the way that the behaviour asks for. Resolves when nothing more will be written. */
export async function deliver(response: ServerResponse, given: Answer, { behaviour, headers }: Manner): Promise<void> {
  const answer = { ...given, headers: { ...headers, ...given.headers } };
  const fault = faultOf(behaviour);
  if (answer.kind === "stream") await writeStream(response, answer, fault);
  else if (fault === null || answer.status >= 400) writeBody(response, answer);
  else writeBrokenBody(response, answer, fault);
}

function faultOf({ kind }: Behaviour): Fault | null {
  return kind === "cut" || kind === "stall" || kind === "error-midstream" || kind === "bad-json" ? kind : null;
}

function writeBody(response: ServerResponse, answer: BodyAnswer): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    "content-type": answer.contentType,
    "content-length": Buffer.byteLength(answer.body),
  });
  response.end(answer.body);
}

/** Half of the body, then nothing: the connection dies (cut) or hangs. For bad JSON the half is all that there is. */
function writeBrokenBody(response: ServerResponse, answer: BodyAnswer, fault: Fault): void {
  const whole = Buffer.from(answer.body);
  const half = whole.subarray(0, Math.ceil(whole.length / 2));
  const length = fault === "bad-json" ? half.length : whole.length;
  response.writeHead(answer.status, { ...answer.headers, "content-type": answer.contentType, "content-length": length });
  response.write(half, () => {
    if (fault === "cut") response.destroy();
    if (fault === "bad-json") response.end();
  });
}

async function writeStream(response: ServerResponse, answer: StreamAnswer, fault: Fault | null): Promise<void> {
  const framing = answer.framing ?? SSE;
  response.writeHead(200, { ...answer.headers, "content-type": framing.contentType, "cache-control": "no-cache" });
  response.flushHeaders();
  const events = fault ? [...answer.events] : answer.events;
  const faultAt = Array.isArray(events) ? Math.min(EVENTS_BEFORE_FAULT, events.length - 1) : -1;
  let sent = 0;
  for (const event of events) {
    if (event.delayMs) await pause(event.delayMs, response);
    if (response.destroyed) return;
    if (fault && sent === faultAt) {
      if (fault !== "bad-json") return breakOff(response, { fault, framing, failure: answer.failure(sent), sent });
      await write(response, framing.frame({ ...event, data: event.data.slice(0, Math.ceil(event.data.length / 2)) }, sent));
    } else await write(response, framing.frame(event, sent));
    sent += 1;
  }
  response.end(framing.end);
}

interface Break {
  readonly fault: Fault;
  readonly framing: Framing;
  readonly failure: readonly SseEvent[];
  readonly sent: number;
}

function breakOff(response: ServerResponse, { fault, framing, failure, sent }: Break): void {
  if (fault === "error-midstream") {
    for (const [index, event] of failure.entries()) response.write(framing.frame(event, sent + index));
    response.end(framing.end);
  }
  // What was written must leave before the socket dies, or the client would see an empty answer instead of a broken one.
  else if (fault === "cut") response.write(framing.half, () => response.destroy());
}

/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
const SSE: Framing = {
  contentType: "text/event-stream; charset=utf-8",
  frame: ({ event, data }) => (event === undefined ? `data: ${data}\n\n` : `event: ${event}\ndata: ${data}\n\n`),
  half: ": the simulator breaks off here\n\n",
};

/** Resolves when the client can take more, or is gone. */
function write(response: ServerResponse, text: string | Buffer): Promise<void> | undefined {
  if (response.write(text) || response.destroyed) return undefined;
  return new Promise((resolve) => {
    const settle = () => {
      response.off("drain", settle);
      response.off("close", settle);
      resolve();
    };
    response.on("drain", settle);
    response.on("close", settle);
  });
}
