import { Readable } from "node:stream";
import { Download } from "@sluice/management/download";
import { ManagementError } from "@sluice/management/management-error";

const HEADERS = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" } as const;

/** A verb's result as an answer: the one place where refusals become HTTP. What is undefined is 204. */
export function respond(result: unknown, status = 200): Response {
  if (result instanceof ManagementError) return json(result.body(), result.status);
  if (result instanceof Download) return file(result);
  if (result === undefined) return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
  return json(result, status);
}

/** An unforeseen failure: its name goes to the log, its words to nobody, because they may quote what was being stored. */
export function respondToFailure(error: unknown, what: string): Response {
  const failure = describeFailure(error);
  console.error(`${what} failed: ${failure.name}${failure.code ? ` (${failure.code})` : ""}\n${failure.frames}`);
  if (failure.isDatabase) {
    return respond(new ManagementError("unavailable", "The database is not reachable. Nothing was changed; try again in a moment."));
  }
  return respond(new ManagementError("internal_error", "Something went wrong here. Nothing was changed; the console's log says where."));
}

function json(body: unknown, status: number): Response {
  return new Response(JSON.stringify(body), { status, headers: HEADERS });
}

function file({ name, type, text }: Download<string | AsyncIterable<string>>): Response {
  const headers = { "content-type": `${type}; charset=utf-8`, "content-disposition": `attachment; filename="${name}"` };
  const body = typeof text === "string" ? text : (Readable.toWeb(Readable.from(text, { objectMode: false })) as ReadableStream);
  return new Response(body, { headers: { ...headers, "cache-control": "no-store" } });
}

/** Prisma's and the driver's words for a database that is away, or has no connection to spare. */
const DATABASE_CODES = /^(P1\d{3}|P2024|P2028|P2037|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|57P0\d|53300|08\d{3})$/;
const DATABASE_WORDS = /DatabaseNotReachable|SocketTimeout|ConnectionClosed|Connection terminated|timeout exceeded when trying to connect/;

function describeFailure(error: unknown): { name: string; code: string; frames: string; isDatabase: boolean } {
  if (!(error instanceof Error)) return { name: typeof error, code: "", frames: "", isDatabase: false };
  const codes = [error, error.cause].flatMap((one) => (one instanceof Error && "code" in one ? [String(one.code)] : []));
  const words = `${error.name} ${error.message} ${error.cause instanceof Error ? error.cause.message : ""}`;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    code: codes.join(", "),
    frames: frames.slice(0, 12).join("\n"),
    isDatabase: codes.some((code) => DATABASE_CODES.test(code)) || DATABASE_WORDS.test(words),
  };
}
