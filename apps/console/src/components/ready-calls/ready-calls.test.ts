import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { modelsCall, readyCalls } from "./ready-calls.ts";

const keyless = { baseUrl: "http://localhost:8082/llmtest", modelId: "llmtest:gpt-5-mini", needsKey: false };

/** What a POSIX shell makes of a command: one argument a line, line breaks inside an argument escaped. */
function shellArguments(command: string): string[] {
  const script = command.replace(/^curl /, "show ");
  const show = `show() { for a in "$@"; do printf '%s\\0' "$a"; done; }; SLUICE_API_KEY=secret; ${script}`;
  return execFileSync("sh", ["-c", show], { encoding: "utf8" }).split("\0").slice(0, -1);
}

describe("readyCalls", () => {
  test("gives a curl that a shell reads as one JSON body for the chat path", () => {
    const words = shellArguments(readyCalls(keyless).curl);
    expect(words[0]).toBe("http://localhost:8082/llmtest/chat/completions");
    expect(JSON.parse(words.at(-1) ?? "")).toEqual({ model: "llmtest:gpt-5-mini", messages: [{ role: "user", content: "Hello" }] });
  });

  test("keeps a quote in a model's name inside the shell's quotes", () => {
    const words = shellArguments(readyCalls({ ...keyless, modelId: "llmtest:o'brien $(id)" }).curl);
    expect(JSON.parse(words.at(-1) ?? "").model).toBe("llmtest:o'brien $(id)");
  });

  test("asks for a key from the environment when the plan wants one, and never without", () => {
    const calls = readyCalls({ ...keyless, needsKey: true });
    expect(shellArguments(calls.curl)).toContain("Authorization: Bearer secret");
    expect(calls.python).toContain('os.environ["SLUICE_API_KEY"]');
    expect(calls.typescript).toContain("process.env.SLUICE_API_KEY");
    expect(Object.values(readyCalls(keyless)).join()).not.toContain("SLUICE_API_KEY");
  });

  test("names the context path as the clients' base URL", () => {
    expect(readyCalls(keyless).python).toContain('base_url="http://localhost:8082/llmtest"');
    expect(readyCalls(keyless).typescript).toContain('baseURL: "http://localhost:8082/llmtest"');
  });
});

test("modelsCall is the guide's curl", () => {
  expect(modelsCall(keyless)).toBe("curl http://localhost:8082/llmtest/models");
  expect(shellArguments(modelsCall({ ...keyless, needsKey: true }))).toEqual([
    "http://localhost:8082/llmtest/models",
    "-H",
    "Authorization: Bearer secret",
  ]);
});
