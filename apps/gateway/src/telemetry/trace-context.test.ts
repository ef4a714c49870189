import { expect, test } from "vitest";
import { newSpanId, newTraceId, readTraceparent, writeTraceparent } from "./trace-context.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

test("a context is written as it was read", () => {
  for (const flags of ["00", "01"])
    expect(writeTraceparent(readTraceparent(`00-${TRACE}-${SPAN}-${flags}`) as never)).toBe(`00-${TRACE}-${SPAN}-${flags}`);
  expect(readTraceparent(`00-${newTraceId()}-${newSpanId()}-01`)).not.toBeNull();
});

test("a later version's is read as far as it is known", () => {
  expect(readTraceparent(`cc-${TRACE}-${SPAN}-01-what-the-future-will-be-like`)).toEqual({ traceId: TRACE, spanId: SPAN, sampled: true });
});

test.each([
  ["nothing", undefined],
  ["two of them", [`00-${TRACE}-${SPAN}-01`, `00-${TRACE}-${SPAN}-01`]],
  ["version ff", `ff-${TRACE}-${SPAN}-01`],
  ["more than version 00 has", `00-${TRACE}-${SPAN}-01-x`],
  ["a trace of zeros", `00-${"0".repeat(32)}-${SPAN}-01`],
  ["a span of zeros", `00-${TRACE}-${"0".repeat(16)}-01`],
  ["upper case", `00-${TRACE.toUpperCase()}-${SPAN}-01`],
  ["a line break", `00-${TRACE}-${SPAN}-01\n`],
  ["words", "hello"],
])("%s begins a trace of one's own", (_, value) => {
  expect(readTraceparent(value)).toBeNull();
});
