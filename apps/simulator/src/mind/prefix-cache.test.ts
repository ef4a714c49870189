import { expect, test } from "vitest";
import { PrefixCache } from "./prefix-cache.ts";

const long = "a".repeat(4096);
const longer = `${long}${"b".repeat(400)}`;

test("writes a marked beginning once, then reads it, and writes only what is new", () => {
  const cache = new PrefixCache();
  expect(cache.hit("m", [long])).toEqual({ read: 0, written: 1024 });
  expect(cache.hit("m", [long])).toEqual({ read: 1024, written: 0 });
  expect(cache.hit("m", [long, longer])).toEqual({ read: 1024, written: 100 });
  expect(cache.hit("m", [long, longer])).toEqual({ read: 1124, written: 0 });
});

test("keeps models apart, and caches nothing short", () => {
  const cache = new PrefixCache();
  cache.hit("m", [long]);
  expect(cache.hit("n", [long])).toEqual({ read: 0, written: 1024 });
  expect(cache.hit("m", ["short"])).toEqual({ read: 0, written: 0 });
});
