import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { RequestLog } from "../request-log.ts";
import { failureOf, keyRefusal } from "./failures.ts";
import { modelFor, type SimulatedModel } from "./models.ts";
import { RealtimeSession } from "./realtime-session.ts";
import { type Refusal, refusalBody, unknownUrl } from "./refusal.ts";

/** A message of text; the simulator hears no sound. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** Serves `GET /v1/realtime?model=` by WebSocket. Returns what ends all of its sessions. */
export function attachRealtime(server: Server, log: RequestLog): () => void {
  // Browsers offer their key as a protocol; "realtime" is the one that OpenAI agrees to.
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (offered) => (offered.has("realtime") ? "realtime" : false),
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    log.add(request, null);
    socket.on("error", () => socket.destroy());
    const model = admit(request);
    if ("message" in model) {
      refuse(socket, model);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      const session = new RealtimeSession(model, (event) => client.send(JSON.stringify(event)));
      client.on("message", (data) => session.receive(String(data)));
      client.on("error", () => client.terminate());
      session.open();
    });
  });
  return () => {
    for (const client of sockets.clients) client.close(1001, "The simulator is stopping.");
    sockets.close();
  };
}

function admit(request: IncomingMessage): SimulatedModel | Refusal {
  const url = new URL(request.url ?? "/", "http://simulator");
  if (url.pathname !== "/v1/realtime") return unknownUrl("GET", url.pathname);
  const model = modelFor(url.searchParams.get("model"), "chat");
  if (!("behaviour" in model)) return model;
  return keyRefusal(keyOf(request), model.behaviour) ?? failureOf(model.behaviour, model.id) ?? model;
}

function keyOf({ headers }: IncomingMessage): string | undefined {
  const offered = /openai-insecure-api-key\.([^\s,]+)/.exec(headers["sec-websocket-protocol"] ?? "")?.[1];
  return headers.authorization ?? (offered ? `Bearer ${offered}` : undefined);
}

function refuse(socket: Duplex, refusal: Refusal): void {
  const body = JSON.stringify(refusalBody(refusal));
  const extra = Object.entries(refusal.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${refusal.status} Refused\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n${extra.join("")}\r\n${body}`,
  );
}
