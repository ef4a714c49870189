import { expect, test } from "vitest";
import { safeNext } from "./auth-api.ts";

test("next leads back into the console and nowhere else", () => {
  expect(safeNext("/apis/1?x=2")).toBe("/apis/1?x=2");
  for (const bad of [
    undefined,
    ["/a"],
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/sign-in?next=/x",
    "/api/auth/sign-out",
  ])
    expect(safeNext(bad)).toBe("/");
});
