import { Denial } from "@sluice/wire/denial";
import { NO_USAGE } from "@sluice/wire/usage";
import { expect, test } from "vitest";
import { joinEmbeddings } from "../embeddings/join-embeddings.ts";
import { readEmbeddingsRequest } from "../embeddings/read-embeddings-request.ts";
import type { EmbeddingsCall } from "../embeddings-adapter.ts";
import { bedrockEmbeddings } from "./embeddings.ts";

const TITAN_2 = "amazon.titan-embed-text-v2:0";

function callOf(body: Readonly<Record<string, unknown>>, model = TITAN_2): EmbeddingsCall {
  const request = readEmbeddingsRequest({ model, input: "hi", ...body });
  if (request instanceof Denial) throw new Error(request.message);
  return { request, model };
}
const decode = (answer: unknown, call: EmbeddingsCall, headers = {}) =>
  bedrockEmbeddings.decodeEmbeddings(Buffer.from(JSON.stringify(answer)), call, headers);

test.each([
  [TITAN_2, {}, { inputText: "hi" }],
  [TITAN_2, { dimensions: 256 }, { inputText: "hi", dimensions: 256 }],
  ["amazon.titan-embed-text-v1", {}, { inputText: "hi" }],
  ["amazon.titan-embed-image-v1", { dimensions: 384 }, { inputText: "hi", embeddingConfig: { outputEmbeddingLength: 384 } }],
  ["cohere.embed-english-v3", { input: ["a", "b"] }, { texts: ["a", "b"], input_type: "search_document", embedding_types: ["float"] }],
  [
    "us.cohere.embed-v4:0",
    { dimensions: 512 },
    { texts: ["hi"], input_type: "search_document", embedding_types: ["float"], output_dimension: 512 },
  ],
])("%s is asked in its own words for %j", (model, body, sent) => {
  const encoded = bedrockEmbeddings.encodeRequest(callOf(body, model));
  expect(encoded).toMatchObject({ method: "POST", path: `/model/${encodeURIComponent(model)}/invoke` });
  expect(encoded instanceof Denial ? null : JSON.parse(encoded.body)).toEqual(sent);
});

test("what a model cannot do is refused by its name", () => {
  for (const model of ["amazon.titan-embed-text-v1", "cohere.embed-multilingual-v3"])
    expect(bedrockEmbeddings.encodeRequest(callOf({ dimensions: 256 }, model))).toMatchObject({
      status: 400,
      extra: { param: "dimensions" },
    });
  expect(bedrockEmbeddings.encodeRequest(callOf({}, "anthropic.claude-3-haiku-20240307-v1:0"))).toMatchObject({
    status: 400,
    extra: { param: "model" },
  });
  expect(bedrockEmbeddings.encodeRequest(callOf({ input: ["a", "b"] }))).toMatchObject({ status: 400, extra: { param: "input" } });
});

test("several texts are as many calls as the model needs, and their answers one", () => {
  const call = callOf({ input: ["a", "b"], encoding_format: "base64" });
  const parts = bedrockEmbeddings.splitCall?.(call) ?? [];
  expect(parts.map((part) => part.request.inputs)).toEqual([["a"], ["b"]]);
  const [first, second] = parts.map((part, index) => decode({ embedding: index === 0 ? [1, 0] : [0, 1], inputTextTokenCount: 3 }, part));
  if (first === undefined || second === undefined || first instanceof Denial || second instanceof Denial) throw new Error("not decoded");
  expect(joinEmbeddings([first, second])).toEqual({
    answer: {
      object: "list",
      data: [
        { object: "embedding", index: 0, embedding: "AACAPwAAAAA=" },
        { object: "embedding", index: 1, embedding: "AAAAAAAAgD8=" },
      ],
      model: TITAN_2,
      usage: { prompt_tokens: 6, total_tokens: 6 },
    },
    usage: { ...NO_USAGE, input: 6, provenance: "reported" },
  });
  expect(joinEmbeddings([first, { ...second, usage: { ...second.usage, input: null } }]).usage.input).toBeNull();
});

test("Cohere's texts go a batch at a time", () => {
  const input = Array.from({ length: 200 }, (_, index) => `text ${index}`);
  const parts = bedrockEmbeddings.splitCall?.(callOf({ input }, "cohere.embed-english-v3")) ?? [];
  expect(parts.map((part) => part.request.inputs.length)).toEqual([96, 96, 8]);
  expect(parts.flatMap((part) => part.request.inputs)).toEqual(input);
});

test.each([
  {
    embeddings: {
      float: [
        [1, 0],
        [0, 1],
      ],
    },
  },
  {
    embeddings: [
      [1, 0],
      [0, 1],
    ],
  },
])("Cohere's answer %j is read, its tokens from Bedrock's header", (answer) => {
  const call = callOf({ input: ["a", "b"] }, "cohere.embed-english-v3");
  expect(decode(answer, call, { "x-amzn-bedrock-input-token-count": "9" })).toMatchObject({
    answer: { data: [{ embedding: [1, 0] }, { index: 1, embedding: [0, 1] }], usage: { prompt_tokens: 9 } },
    usage: { input: 9 },
  });
  expect(decode(answer, call)).toMatchObject({ usage: { provenance: "none" } });
});

test.each([{}, null, [], { embedding: [] }, { embedding: ["1"] }, { embeddings: [] }, { embeddings: [[1], [2]] }, { message: "No." }])(
  "the answer %j is denied",
  (answer) => {
    expect(decode(answer, callOf({}))).toMatchObject({ code: "upstream_error" });
  },
);
