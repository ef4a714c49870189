import { createServer as createHttpServer, type Server, type ServerResponse } from "node:http";
import { createServer as createHttpsServer, type Server as HttpsServer } from "node:https";
import type { Duplex } from "node:stream";
import { Denial, openAiError } from "@sluice/wire/denial";
import type { Express } from "express";
import { expressMessages } from "./express-messages.ts";
import { nextRequestId } from "./request-id.ts";
import type { TlsPair } from "./tls-files.ts";

/** Load balancers close idle connections after 60 s; who closes last never sends into a closed one. */
const KEEP_ALIVE_MS = 65_000;
/** The longest a client may take for its headers. */
const HEADERS_MS = 60_000;
/** The longest for a whole request: 500 MB of a file over a slow line take this long. Answers may take any time. */
const REQUEST_MS = 30 * 60_000;
/** The rate limits of a page's cookies and three tokens fit; more is an attack or a loop. */
const MOST_HEADER_BYTES = 32 * 1024;

const OPTIONS = {
  keepAliveTimeout: KEEP_ALIVE_MS,
  headersTimeout: HEADERS_MS,
  requestTimeout: REQUEST_MS,
  maxHeaderSize: MOST_HEADER_BYTES,
  noDelay: true,
};

/** An HTTP server that answers even what is not HTTP in OpenAI's envelope. */
export function createServer(app: Express): Server {
  const server = createHttpServer({ ...expressMessages(app), ...OPTIONS }, app);
  server.on("clientError", answerGarbage);
  return server;
}

/** The same over TLS. It asks for a client certificate and takes any, and none: plans know certificates by their fingerprints, and the handshake proves that the caller holds the key. */
export function createTlsServer(pair: TlsPair, app: Express): HttpsServer {
  const server = createHttpsServer({ ...expressMessages(app), ...OPTIONS, ...pair, requestCert: true, rejectUnauthorized: false }, app);
  server.on("clientError", answerGarbage);
  return server;
}

function answerGarbage(error: NodeJS.ErrnoException, socket: Duplex): void {
  // Node keeps the response under way there; writing between its bytes would garble it.
  const { _httpMessage: underWay } = socket as Duplex & { readonly _httpMessage?: ServerResponse | null };
  if (error.code === "ECONNRESET" || !socket.writable || underWay?.headersSent) {
    socket.destroy();
    return;
  }
  const denial = describe(error.code);
  const body = JSON.stringify(openAiError(denial));
  const head = [
    `HTTP/1.1 ${denial.status} ${REASONS[denial.status] ?? "Bad Request"}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${nextRequestId()}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

const REASONS: Readonly<Record<number, string>> = { 400: "Bad Request", 408: "Request Timeout", 431: "Request Header Fields Too Large" };

function describe(code: string | undefined): Denial {
  if (code === "HPE_HEADER_OVERFLOW")
    return new Denial("invalid_request", `The request's headers are larger than ${MOST_HEADER_BYTES / 1024} kB.`, { status: 431 });
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return new Denial("invalid_request", "The request did not arrive in time.", { status: 408 });
  return new Denial("invalid_request", "The request is not valid HTTP.");
}
