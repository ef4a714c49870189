import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlOf } from "./curl-of.ts";

const call = { method: "POST", path: "/x/chat/completions", modelAsked: "x:gpt-5", streamed: true };

test("holds no key, and asks the same model the same way", () => {
  expect(curlOf(call, "http://gateway/")).toBe(
    `curl 'http://gateway/x/chat/completions' \\
  -H "Authorization: Bearer $SLUICE_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{"model":"x:gpt-5","messages":[{"role":"user","content":"Hello"}],"stream":true}'`,
  );
});

test("a model that is a shell command stays a model", () => {
  const text = curlOf({ ...call, modelAsked: "'; echo owned; '" }, "http://gateway").replace(/^curl/, "printf '%s\\n'");
  expect(execFileSync("sh", ["-c", text], { encoding: "utf8" })).not.toMatch(/^owned$/m);
});

test("a list of models is asked without a body", () => {
  expect(curlOf({ ...call, method: "GET", path: "/x/models" }, "http://gateway")).not.toContain("-d");
});
