/** One feature of OpenAI's API, and a body that asks for it. */
export interface Probe {
  readonly feature: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const user = (content: unknown) => ({ messages: [{ role: "user", content }] });
const part = (type: string, value: unknown) =>
  user([
    { type: "text", text: "What is this?" },
    { type, [type]: value },
  ]);
/** A picture of one point. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
const PDF = "data:application/pdf;base64,JVBERi0xLjQKJSVFT0Y=";
const WAV = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YQAAAAA=";

const look = (strict: boolean) => ({
  type: "function",
  function: {
    name: "look",
    strict,
    parameters: { type: "object", properties: { at: { type: "string" } }, required: ["at"], additionalProperties: false },
  },
});
const tools = [look(false)];
const schema = { type: "object", properties: { answer: { type: "string" } }, required: ["answer"], additionalProperties: false };
const json = (strict: boolean) => ({ response_format: { type: "json_schema", json_schema: { name: "answer", strict, schema } } });
const call = (id: string) => ({ id, type: "function", function: { name: "look", arguments: '{"at":"sky"}' } });
const result = (id: string) => ({ role: "tool", tool_call_id: id, content: "Rain" });

/** What a chat completion may ask for, most wanted first. */
export const CHAT_PROBES: readonly Probe[] = [
  { feature: "text", body: {} },
  { feature: "streaming, with usage", body: { stream: true, stream_options: { include_usage: true } } },
  {
    feature: "system and developer messages",
    body: {
      messages: [
        { role: "system", content: "Be brief." },
        { role: "developer", content: "Rhyme." },
        { role: "user", content: "Hi" },
      ],
    },
  },
  { feature: "image, as a data URL", body: part("image_url", { url: `data:image/png;base64,${PNG}` }) },
  { feature: "image, by https", body: part("image_url", { url: "https://example.com/a.png" }) },
  { feature: "PDF", body: part("file", { filename: "a.pdf", file_data: PDF }) },
  { feature: "audio in", body: part("input_audio", { format: "wav", data: WAV }) },
  { feature: "tools", body: { tools } },
  { feature: "strict tools", body: { tools: [look(true)] } },
  {
    feature: "several calls and their results",
    body: {
      tools,
      messages: [
        { role: "user", content: "Look." },
        { role: "assistant", content: null, tool_calls: [call("a"), call("b")] },
        result("a"),
        result("b"),
      ],
    },
  },
  { feature: "`tool_choice`: none", body: { tools, tool_choice: "none" } },
  { feature: "`tool_choice`: required", body: { tools, tool_choice: "required" } },
  { feature: "`tool_choice`: a function", body: { tools, tool_choice: { type: "function", function: { name: "look" } } } },
  {
    feature: "`tool_choice`: allowed tools",
    body: {
      tools,
      tool_choice: { type: "allowed_tools", allowed_tools: { mode: "auto", tools: [{ type: "function", function: { name: "look" } }] } },
    },
  },
  { feature: "`parallel_tool_calls`: false", body: { tools, parallel_tool_calls: false } },
  { feature: "`functions` (the old form)", body: { functions: [look(false).function] } },
  { feature: "`response_format`: json_object", body: { response_format: { type: "json_object" } } },
  { feature: "`response_format`: json_schema", body: json(false) },
  { feature: "`response_format`: json_schema, strict", body: json(true) },
  { feature: "`reasoning_effort`", body: { reasoning_effort: "low" } },
  { feature: "`thinking` with a budget", body: { thinking: { type: "enabled", budget_tokens: 2_048 }, max_tokens: 8_192 } },
  { feature: "`max_tokens`, `max_completion_tokens`", body: { max_completion_tokens: 100 } },
  { feature: "`temperature` up to 1", body: { temperature: 0.5 } },
  { feature: "`temperature` above 1", body: { temperature: 1.5 } },
  { feature: "`top_p`", body: { top_p: 0.5 } },
  { feature: "`top_k`", body: { top_k: 40 } },
  { feature: "`stop`", body: { stop: ["END"] } },
  { feature: "`seed`", body: { seed: 7 } },
  { feature: "`n` above 1", body: { n: 2 } },
  { feature: "`logprobs`", body: { logprobs: true, top_logprobs: 2 } },
  { feature: "`presence_penalty`, `frequency_penalty`", body: { presence_penalty: 0.5, frequency_penalty: 0.5 } },
  { feature: "`logit_bias`", body: { logit_bias: { 50256: -100 } } },
  { feature: "`user`, `safety_identifier`", body: { user: "u-1" } },
  { feature: "`service_tier`", body: { service_tier: "default" } },
  { feature: "`metadata`, `store`", body: { metadata: { a: "b" }, store: true } },
  { feature: "`prediction`", body: { prediction: { type: "content", content: "Hello" } } },
  { feature: "`verbosity`", body: { verbosity: "low" } },
  { feature: "audio out (`modalities`)", body: { modalities: ["text", "audio"], audio: { voice: "alloy", format: "wav" } } },
  { feature: "`web_search_options`", body: { web_search_options: {} } },
  { feature: "an unknown parameter", body: { something_new: 1 } },
];

/** What an embeddings call may ask for. */
export const EMBEDDINGS_PROBES: readonly Probe[] = [
  { feature: "one text", body: { input: "a" } },
  { feature: "several texts", body: { input: ["a", "b", "c"] } },
  { feature: "`dimensions`", body: { input: "a", dimensions: 256 } },
  { feature: "`encoding_format`: base64", body: { input: "a", encoding_format: "base64" } },
  { feature: "token numbers instead of text", body: { input: [1, 2, 3] } },
  { feature: "`user`", body: { input: "a", user: "u-1" } },
];
