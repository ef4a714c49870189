import { expect, test } from "vitest";
import { openToolCallId, sealToolCallId } from "./sealed-signature.ts";

const SIGNATURE = Buffer.from("a signature of some length, as providers make them").toString("base64");

test("what is sealed in an id comes out as it was, and the id is safe in a URL", () => {
  for (const payload of [["g", SIGNATURE], ["claude", ["A thought — carefully. ".repeat(50), SIGNATURE]], [], "x", null]) {
    const id = sealToolCallId("call_1", payload) ?? "";
    expect(id).toMatch(/^[A-Za-z0-9_~-]+$/);
    expect(openToolCallId(id)).toEqual({ id: "call_1", sealed: payload });
  }
});

test("ids of other makers, cut ids and forged ones pass as they are", () => {
  const cut = (sealToolCallId("call_1", ["claude", ["A thought. ".repeat(50), SIGNATURE]]) ?? "").slice(0, 60);
  for (const id of ["call_abc", "toolu_01", "a~b", "~1abc", "call~", "call~0", "call~1AAAA", "call~9eyJhIjoxfQ", cut, "x~".repeat(9000)])
    expect(openToolCallId(id)).toEqual({ id, sealed: null });
});

test("a seal that would make the id too long is not made", () => {
  const noise = Buffer.from(Array.from({ length: 30_000 }, (_, index) => (index * index * 7919) % 251)).toString("base64");
  expect(
    sealToolCallId(
      "call_1",
      Array.from({ length: 40 }, (_, index) => noise.slice(index)),
    ),
  ).toBeNull();
});

test("an id that would unpack to a great size is not unpacked", () => {
  const bomb = sealToolCallId("call_1", "a".repeat(200_000)) ?? "";
  expect(bomb.length).toBeLessThan(1_000);
  expect(sealToolCallId("call_1", "a".repeat(300_000))).toBeNull();
});
