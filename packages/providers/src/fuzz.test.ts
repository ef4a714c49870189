import { Denial } from "@sluice/wire/denial";
import { readEvents } from "@sluice/wire/sse";
import { describe, expect, test } from "vitest";
import { readChatRequest } from "./chat/read-chat-request.ts";
import { callOf } from "./chat/testing/chat-call.ts";
import { FUZZ_LIMIT_MS, fuzzRuns } from "./chat/testing/fuzz-runs.ts";
import { mutate } from "./chat/testing/mutate.ts";
import { seededRandom, splitBytes } from "./chat/testing/split-bytes.ts";
import { FUZZ_WAYS_IN, type FuzzWayIn } from "./testing/fuzz-ways-in.ts";
import { FUZZ_WIRES, type FuzzWire } from "./testing/fuzz-wires.ts";

const RUNS = fuzzRuns(150);
/** One call or answer of a few hundred bytes takes well under a millisecond: this long is a hang, even beside other work. */
const LONGEST_MS = 2_000;
/** More than JSON.stringify can take. */
const DEEP = 10_000;

type Random = () => number;
type Event = Readonly<Record<string, unknown>>;

function pick<T>(values: readonly T[], random: Random): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error("Nothing to pick from.");
  return value;
}

/** Runs with a seed of its own, and says which run it was that threw or took too long. */
function fuzz(seed: number, run: (random: Random) => void, runs = RUNS): void {
  for (let at = 0; at < runs; at++) {
    const beganMs = performance.now();
    try {
      run(seededRandom(seed * 1_000_003 + at));
    } catch (error) {
      throw new Error(`Run ${at} of seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    if (performance.now() - beganMs > LONGEST_MS) throw new Error(`Run ${at} of seed ${seed} took ${performance.now() - beganMs} ms`);
  }
}

const contextOf = (body: Event) => ({ requestId: "req_1", createdSeconds: 1, body, showUsage: true });

/** The stream as the caller gets it: what the gateway does with a provider's bytes. */
function relay(wire: FuzzWire, way: FuzzWayIn, pieces: readonly Buffer[]): { readonly sent: string; readonly denial: Denial | null } {
  const decoder = wire.adapter.createStreamDecoder(callOf({ stream: true }, wire.models[0]));
  const writer = way.format.createWriter(contextOf(way.body));
  let sent = "";
  const emit = (chunk: Parameters<typeof writer.chunk>[0]) => {
    sent += writer.chunk(chunk);
  };
  let denial: Denial | null = null;
  for (const piece of pieces) denial ??= decoder.push(piece, emit);
  denial ??= decoder.end(emit);
  return { sent: sent + (denial ? writer.fail(denial) : writer.end(decoder.usage())), denial };
}

/** One end or one error, and nothing after it; every event is JSON. */
function expectOrderly(way: FuzzWayIn, { sent, denial }: ReturnType<typeof relay>): void {
  const events = readEvents(sent);
  for (const { data } of events) if (data !== null && data !== "[DONE]") JSON.parse(data);
  expect([events.filter(way.isEnd).length, events.filter(way.isError).length]).toEqual(denial ? [0, 1] : [1, 0]);
  expect(events.findIndex((event) => way.isEnd(event) || way.isError(event))).toBe(events.length - 1);
}

/** Some bytes changed, or some that are no UTF-8 put between, or the end cut off. */
function corrupt(bytes: Buffer, random: Random): Buffer {
  const at = Math.floor(random() * bytes.length);
  if (random() < 0.3) return bytes.subarray(0, at);
  if (random() < 0.5) return Buffer.concat([bytes.subarray(0, at), Buffer.of(0xff, 0xc3, 0x28), bytes.subarray(at)]);
  const copy = Buffer.from(bytes);
  for (let times = Math.ceil(random() * 4); times > 0; times--) copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
  return copy;
}

const written = (wire: FuzzWire, events: readonly Event[]) => Buffer.concat(events.map((event) => wire.write(event)));

describe.each(FUZZ_WIRES)("$name", (wire) => {
  const endOf = (stream: readonly Event[]) => stream.findIndex(wire.ends);

  test.each(FUZZ_WAYS_IN)("a request of any shape by $name is translated or refused by a 400", { timeout: FUZZ_LIMIT_MS }, (way) => {
    let translated = 0;
    fuzz(1, (random) => {
      const given = mutate(way.body, random);
      const chat = typeof given === "object" && given !== null ? way.format.encodeChat(given as Event) : null;
      const request = chat instanceof Denial ? chat : readChatRequest(chat?.body);
      const call = { ...callOf(), model: pick(wire.models, random) };
      const encoded = request instanceof Denial ? request : wire.adapter.encodeRequest({ ...call, request });
      if (encoded instanceof Denial) expect(encoded.status).toBe(400);
      else translated += typeof JSON.parse(encoded.body) === "object" ? 1 : 0;
    });
    expect(translated).toBeGreaterThan(RUNS / 20);
  });

  test("an answer of any shape is told in every caller's words, or denied", { timeout: FUZZ_LIMIT_MS }, () => {
    fuzz(2, (random) => {
      const bytes = Buffer.from(JSON.stringify(mutate(pick(wire.answers, random), random)));
      const decoded = wire.adapter.decodeCompletion(random() < 0.2 ? corrupt(bytes, random) : bytes, callOf({}, wire.models[0]));
      if (decoded instanceof Denial) return;
      for (const way of FUZZ_WAYS_IN) {
        const said = way.format.writeAnswer(decoded, contextOf(way.body));
        expect(Object.keys(said)).not.toContain("error" in said && said.error !== null ? "error" : "");
        JSON.stringify(said);
      }
    });
  });

  test.each(FUZZ_WAYS_IN)(
    "a stream of any bytes ends once in the words of $name, well or with an error",
    { timeout: FUZZ_LIMIT_MS },
    (way) => {
      fuzz(3, (random) => {
        const events = pick(wire.streams, random).map((event) => (random() < 0.1 ? asEvent(mutate(event, random)) : event));
        const bytes = written(wire, events);
        expectOrderly(way, relay(wire, way, splitBytes(random() < 0.3 ? corrupt(bytes, random) : bytes, 200, random)));
      });
    },
  );

  test("an error is never told as an answer: neither in its place, nor anywhere in a stream", { timeout: FUZZ_LIMIT_MS }, () => {
    fuzz(4, (random) => {
      const call = callOf({}, wire.models[0]);
      expect(wire.adapter.decodeCompletion(Buffer.from(JSON.stringify(wire.error.body)), call)).toBeInstanceOf(Denial);
      expect(wire.adapter.decodeError(pick([400, 401, 404, 429, 500, 529], random), {}, errorBytes(wire, random))).toBeInstanceOf(Denial);
      const stream = pick(wire.streams, random);
      const events = stream.toSpliced(Math.floor(random() * (endOf(stream) + 1)), 0, wire.error.event);
      const way = pick(FUZZ_WAYS_IN, random);
      const told = relay(wire, way, splitBytes(written(wire, events), 200, random));
      expect(told.denial).toBeInstanceOf(Denial);
      expectOrderly(way, told);
    });
  });

  test("a stream that is cut before its end is never told as whole", { timeout: FUZZ_LIMIT_MS }, () => {
    fuzz(5, (random) => {
      const stream = pick(wire.streams, random);
      const bytes = written(wire, stream.slice(0, endOf(stream)));
      const cut = bytes.subarray(0, Math.floor(random() * (bytes.length + 1)));
      const way = pick(FUZZ_WAYS_IN, random);
      const told = relay(wire, way, splitBytes(cut, 200, random));
      expect(told.denial).toBeInstanceOf(Denial);
      expectOrderly(way, told);
    });
  });

  test("values nested deeper than a stack are refused, told or denied, wherever they stand", { timeout: FUZZ_LIMIT_MS }, () => {
    for (const way of FUZZ_WAYS_IN) {
      for (const edited of deepened(way.body)) {
        const chat = way.format.encodeChat(JSON.parse(edited(asJson)) as Event);
        const request = chat instanceof Denial ? chat : readChatRequest(chat.body);
        const encoded = request instanceof Denial ? request : wire.adapter.encodeRequest({ ...callOf({}, wire.models[0]), request });
        if (encoded instanceof Denial) expect(encoded.status).toBe(400);
      }
    }
    for (const edited of wire.answers.flatMap((answer) => [...deepened(answer)])) {
      const decoded = wire.adapter.decodeCompletion(Buffer.from(edited(asJson)), callOf({}, wire.models[0]));
      if (decoded instanceof Denial) continue;
      for (const way of FUZZ_WAYS_IN) JSON.stringify(way.format.writeAnswer(decoded, contextOf(way.body)));
    }
    const random = seededRandom(6);
    for (const stream of wire.streams)
      for (const [index, event] of stream.entries())
        for (const edited of deepened(event)) {
          const way = pick(FUZZ_WAYS_IN, random);
          const rest = [written(wire, stream.slice(0, index)), edited(wire.write), written(wire, stream.slice(index + 1))];
          expectOrderly(way, relay(wire, way, rest));
        }
  });

  test("bytes without an end are denied before they fill the memory", () => {
    const decoder = wire.adapter.createStreamDecoder(callOf({ stream: true }, wire.models[0]));
    const piece = Buffer.alloc(1024 * 1024, "x");
    let denial: Denial | null = null;
    for (let pushed = 0; denial === null && pushed < 64; pushed++) denial = decoder.push(piece, () => {});
    expect(denial).toBeInstanceOf(Denial);
  });
});

function asEvent(value: unknown): Event {
  return typeof value === "object" && value !== null ? (value as Event) : { value };
}

function errorBytes(wire: FuzzWire, random: Random): Buffer {
  const bytes = Buffer.from(JSON.stringify(mutate(wire.error.body, random)));
  return random() < 0.3 ? corrupt(bytes, random) : bytes;
}

type Write<T> = (value: Event, edit: (json: string) => string) => T;
const DEEP_VALUES = ["[".repeat(DEEP) + "]".repeat(DEEP), `${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}`];
const asJson: Write<string> = (value, edit) => edit(JSON.stringify(value));
const MARK = "\u0001";

/** A value once for each place in it, with something in that place which is nested deeper than anything that recurses can follow. */
function* deepened(value: Event): Generator<<T>(write: Write<T>) => T> {
  for (const marked of markedAt(value))
    for (const deep of DEEP_VALUES) {
      yield (write) => write(marked, (json) => json.replace(JSON.stringify(MARK), () => deep));
    }
}

function* markedAt(value: unknown): Generator<Event> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const put = (other: unknown) => (Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other }) as Event;
    yield put(MARK);
    for (const inner of markedAt(child)) yield put(inner);
  }
}
