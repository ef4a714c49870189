import { shellWord, singleQuoted } from "./shell-word.ts";

/** What a consumer needs to know to make a first call. */
export interface ReadyCall {
  /** `http://localhost:8082/llmtest`, without a slash at its end. */
  readonly baseUrl: string;
  /** As consumers write it: `llmtest:gpt-5-mini`. */
  readonly modelId: string;
  /** Whether callers bring a key of their own. */
  readonly needsKey: boolean;
}

export type Language = "curl" | "python" | "typescript";

export const LANGUAGES: readonly { readonly id: Language; readonly label: string }[] = [
  { id: "curl", label: "curl" },
  { id: "python", label: "Python" },
  { id: "typescript", label: "TypeScript" },
];

/** The first call in each language, ready to paste. Keys are read from `SLUICE_API_KEY`, never written into the text. */
export function readyCalls(call: ReadyCall): Readonly<Record<Language, string>> {
  return { curl: curlCall(call), python: pythonCall(call), typescript: typescriptCall(call) };
}

/** The guide's own check: which models the API lists. */
export function modelsCall({ baseUrl, needsKey }: ReadyCall): string {
  return needsKey
    ? `curl ${shellWord(`${baseUrl}/models`)} -H "Authorization: Bearer $SLUICE_API_KEY"`
    : `curl ${shellWord(`${baseUrl}/models`)}`;
}

function curlCall({ baseUrl, modelId, needsKey }: ReadyCall): string {
  const body = JSON.stringify({ model: modelId, messages: [{ role: "user", content: "Hello" }] }, null, 2)
    .split("\n")
    .map((line, at) => (at === 0 ? line : `  ${line}`))
    .join("\n");
  return [
    `curl ${shellWord(`${baseUrl}/chat/completions`)}`,
    ...(needsKey ? [`  -H "Authorization: Bearer $SLUICE_API_KEY"`] : []),
    "  -H 'Content-Type: application/json'",
    `  -d ${singleQuoted(body)}`,
  ].join(" \\\n");
}

function pythonCall({ baseUrl, modelId, needsKey }: ReadyCall): string {
  return [
    ...(needsKey ? ["import os", "", "from openai import OpenAI"] : ["from openai import OpenAI"]),
    "",
    "client = OpenAI(",
    `    base_url=${JSON.stringify(baseUrl)},`,
    needsKey ? '    api_key=os.environ["SLUICE_API_KEY"],' : '    api_key="unused",  # keyless plan',
    ")",
    "answer = client.chat.completions.create(",
    `    model=${JSON.stringify(modelId)},`,
    '    messages=[{"role": "user", "content": "Hello"}],',
    ")",
    "print(answer.choices[0].message.content)",
  ].join("\n");
}

function typescriptCall({ baseUrl, modelId, needsKey }: ReadyCall): string {
  return [
    'import OpenAI from "openai";',
    "",
    "const client = new OpenAI({",
    `  baseURL: ${JSON.stringify(baseUrl)},`,
    needsKey ? "  apiKey: process.env.SLUICE_API_KEY," : '  apiKey: "unused", // keyless plan',
    "});",
    "const answer = await client.chat.completions.create({",
    `  model: ${JSON.stringify(modelId)},`,
    '  messages: [{ role: "user", content: "Hello" }],',
    "});",
    "console.log(answer.choices[0].message.content);",
  ].join("\n");
}
