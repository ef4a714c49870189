import { Denial } from "@sluice/wire/denial";
import { filterAnswer } from "../policies/filter-answer.ts";
import { FilteredTexts } from "../policies/filtered-texts.ts";
import type { Exchange } from "./exchange.ts";
import type { CallKind } from "./read-call.ts";

interface Answer {
  readonly kind: CallKind;
  readonly status: number;
  /** Names and values in turn; the length is added here. */
  readonly headers: string[];
  readonly body: Buffer;
}

/** Copying a short answer into a string costs less than a second piece for the kernel; a long one not. */
const ONE_WRITE_BYTES = 8_192;

/** Sends a whole answer, after those policies that look at answers have looked at it. */
export function sendAnswer(exchange: Exchange, answer: Answer): void {
  if (exchange.policies === null) write(exchange, answer, answer.body);
  else void sendFiltered(exchange, answer);
}

async function sendFiltered(exchange: Exchange, answer: Answer): Promise<void> {
  const { policies } = exchange;
  const body = await lookAt(exchange, answer);
  if (exchange.closed) return;
  if (body instanceof Denial) {
    exchange.refuse(body);
    return;
  }
  write(exchange, answer, body);
  if (policies?.keepsAnswer) policies.onAnswered({ type: "reply", status: answer.status, contentType: "application/json", body });
}

/** What throws here is a fault: what it would have said is not known, so nothing is shown. */
async function lookAt({ policies }: Exchange, { body, kind }: Answer): Promise<Buffer | Denial> {
  try {
    policies?.onResponse();
    const filters = policies?.filters() ?? [];
    return filters.length === 0 ? body : await filterAnswer(body, kind, new FilteredTexts(filters));
  } catch (error) {
    return new Denial("internal_error", "A policy of this API failed while it looked at the answer.", { detail: String(error) });
  }
}

function write(exchange: Exchange, { status, headers }: Answer, body: Buffer): void {
  headers.push("content-length", String(body.length));
  exchange.writeHead(status, headers);
  // Node puts its headers before a string and sends both in one write; beside a Buffer they are a piece of their own. Latin-1 keeps every byte.
  if (body.length <= ONE_WRITE_BYTES) exchange.end(body.toString("latin1"), "latin1");
  else exchange.end(body);
}
