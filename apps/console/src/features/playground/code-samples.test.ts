import { execFileSync } from "node:child_process";
import type { JsonObject } from "@sluice/definition/json";
import { describe, expect, test } from "vitest";
import { codeSamples } from "./code-samples.ts";

const BODY: JsonObject = {
  model: "llmtest:o'brien $(id)",
  messages: [
    { role: "system", content: 'Say "it\'s fine"\nand \\ no more. 😀' },
    {
      role: "user",
      content: [
        { type: "text", text: "What is this?" },
        { type: "image_url", image_url: { url: `data:image/png;base64,${"A".repeat(5_000)}` } },
      ],
    },
  ],
  temperature: 0.2,
  tools: [
    { type: "function", function: { name: "get_weather", parameters: { type: "object", additionalProperties: false, default: null } } },
  ],
  stream: true,
  stream_options: { include_usage: true },
};
const SAMPLED = { baseUrl: "http://localhost:8082/llmtest", body: BODY, needsKey: true };
const PICTURE = "data:image/png;base64,…";

/** What is sent, but for the picture. */
function expected(): unknown {
  return JSON.parse(JSON.stringify(BODY).replace(/data:image\/png;base64,A+/, PICTURE));
}

function shellArguments(command: string): string[] {
  const show = `show() { for a in "$@"; do printf '%s\\0' "$a"; done; }; SLUICE_API_KEY=secret; ${command.replace(/^curl /, "show ")}`;
  return execFileSync("sh", ["-c", show], { encoding: "utf8" }).split("\0").slice(0, -1);
}

describe("codeSamples", () => {
  test("gives a curl that a shell reads as this very body, with the key from the environment", () => {
    const words = shellArguments(codeSamples(SAMPLED).curl);
    expect(words.slice(0, 4)).toEqual(["-N", "http://localhost:8082/llmtest/chat/completions", "-H", "Authorization: Bearer secret"]);
    expect(JSON.parse(words.at(-1) ?? "")).toEqual(expected());
  });

  test("gives a TypeScript call whose argument is this very body", () => {
    const { typescript } = codeSamples(SAMPLED);
    const argument = /completions\.create\((\{.*?\n\})\);/s.exec(typescript)?.[1] ?? "";
    expect(new Function(`return ${argument}`)()).toEqual(expected());
    expect(typescript).toContain("process.env.SLUICE_API_KEY");
    expect(typescript).toContain("for await (const chunk of stream)");
  });

  test("gives a Python call whose arguments are this very body", () => {
    const { python } = codeSamples(SAMPLED);
    const call = /completions\.create\((.*?)\n\)/s.exec(python)?.[1] ?? "";
    expect(call).toContain('"additionalProperties": False');
    expect(call).toContain('"default": None');
    // Python's words put back, each argument is a member of the body.
    const members = call.replaceAll("True", "true").replaceAll("False", "false").replaceAll("None", "null");
    expect(new Function(`return {${members.replace(/^ {4}(\w+)=/gm, "$1: ")}}`)()).toEqual(expected());
    expect(python).toContain('os.environ["SLUICE_API_KEY"]');
  });

  test("writes no picture's data, and no key where none is needed", () => {
    const samples = Object.values(codeSamples({ ...SAMPLED, needsKey: false })).join("\n");
    expect(samples).not.toContain("AAAA");
    expect(samples).toContain(PICTURE);
    expect(samples).not.toContain("SLUICE_API_KEY");
  });

  test("reads a whole answer where nothing is streamed", () => {
    const samples = codeSamples({ ...SAMPLED, body: { model: "m", messages: [] } });
    expect(samples.curl).not.toContain("-N");
    expect(samples.python).toContain("print(answer.choices[0].message)");
    expect(samples.typescript).toContain("console.log(answer.choices[0].message)");
  });
});
