import type { Json, JsonObject } from "@sluice/definition/json";
import type { Language } from "../../components/ready-calls/ready-calls.ts";
import { shellWord, singleQuoted } from "../../components/ready-calls/shell-word.ts";
import { type Dialect, JSON_DIALECT, PYTHON, TYPESCRIPT, writeLiteral } from "./write-literal.ts";

export interface Sampled {
  /** `http://localhost:8082/llmtest` */
  readonly baseUrl: string;
  readonly body: JsonObject;
  /** Whether callers bring a key of their own: it is read from `SLUICE_API_KEY`, never written into the text. */
  readonly needsKey: boolean;
}

/** The same request as a program would send it. A picture is left out: its data would fill the page. */
export function codeSamples(sampled: Sampled): Readonly<Record<Language, string>> {
  const plain = { ...sampled, body: withoutPictures(sampled.body) as JsonObject };
  return { curl: curl(plain), python: python(plain), typescript: typescript(plain) };
}

function withoutPictures(value: Json): Json {
  if (typeof value === "string") return value.replace(/^(data:image\/[\w.+-]+;base64,).+$/s, "$1…");
  if (Array.isArray(value)) return value.map(withoutPictures);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutPictures(item)]));
}

function curl({ baseUrl, body, needsKey }: Sampled): string {
  const data = writeLiteral(body, JSON_DIALECT, "  ");
  return [
    `curl${body["stream"] === true ? " -N" : ""} ${shellWord(`${baseUrl}/chat/completions`)}`,
    ...(needsKey ? [`  -H "Authorization: Bearer $SLUICE_API_KEY"`] : []),
    "  -H 'Content-Type: application/json'",
    `  -d ${singleQuoted(data)}`,
  ].join(" \\\n");
}

function python({ baseUrl, body, needsKey }: Sampled): string {
  const streamed = body["stream"] === true;
  return [
    ...(needsKey ? ["import os", ""] : []),
    "from openai import OpenAI",
    "",
    "client = OpenAI(",
    `    base_url=${JSON.stringify(baseUrl)},`,
    needsKey ? '    api_key=os.environ["SLUICE_API_KEY"],' : '    api_key="unused",  # keyless plan',
    ")",
    `${streamed ? "stream" : "answer"} = client.chat.completions.create(`,
    ...Object.entries(body).map(([name, value]) => `    ${name}=${writeLiteral(value, PYTHON, "    ")},`),
    ")",
    ...(streamed
      ? [
          "for chunk in stream:",
          "    if chunk.choices and chunk.choices[0].delta.content:",
          '        print(chunk.choices[0].delta.content, end="", flush=True)',
        ]
      : ["print(answer.choices[0].message)"]),
  ].join("\n");
}

function typescript({ baseUrl, body, needsKey }: Sampled): string {
  const streamed = body["stream"] === true;
  return [
    'import OpenAI from "openai";',
    "",
    "const client = new OpenAI({",
    `  baseURL: ${JSON.stringify(baseUrl)},`,
    needsKey ? "  apiKey: process.env.SLUICE_API_KEY," : '  apiKey: "unused", // keyless plan',
    "});",
    `const ${streamed ? "stream" : "answer"} = await client.chat.completions.create({`,
    ...members(body, TYPESCRIPT),
    "});",
    ...(streamed
      ? ["for await (const chunk of stream) {", '  process.stdout.write(chunk.choices[0]?.delta.content ?? "");', "}"]
      : ["console.log(answer.choices[0].message);"]),
  ].join("\n");
}

function members(body: JsonObject, dialect: Dialect): readonly string[] {
  return Object.entries(body).map(([name, value]) => `  ${dialect.name(name)}: ${writeLiteral(value, dialect, "  ")},`);
}
