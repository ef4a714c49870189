import { type AuthenticationType, PROVIDER_IDS, PROVIDERS, type Provider } from "../../packages/definition/src/provider.ts";
import { ADAPTERS } from "../../packages/providers/src/registry.ts";
import { CHAT_PROBES, EMBEDDINGS_PROBES, type Probe } from "./chat-probes.ts";
import { type Column, probeChat, probeEmbeddings, type Treatment } from "./probe-adapters.ts";

const CHAT_COLUMNS: readonly Column[] = [
  { title: "Gemini", provider: "GEMINI", model: "gemini-2.5-pro" },
  { title: "Bedrock, Claude", provider: "BEDROCK", model: "us.anthropic.claude-sonnet-4-5-20250929-v1:0" },
  { title: "Bedrock, Nova", provider: "BEDROCK", model: "amazon.nova-pro-v1:0" },
  { title: "Anthropic", provider: "ANTHROPIC", model: "claude-sonnet-4-5-20250929" },
  { title: "Vertex AI, Gemini", provider: "VERTEX_AI", model: "gemini-2.5-pro" },
  { title: "Vertex AI, Claude", provider: "VERTEX_AI", model: "claude-sonnet-4-5@20250929" },
];

const EMBEDDINGS_COLUMNS: readonly Column[] = [
  { title: "Gemini", provider: "GEMINI", model: "gemini-embedding-001" },
  { title: "Bedrock, Titan", provider: "BEDROCK", model: "amazon.titan-embed-text-v2:0" },
  { title: "Bedrock, Cohere", provider: "BEDROCK", model: "cohere.embed-v4:0" },
  { title: "Vertex AI", provider: "VERTEX_AI", model: "text-embedding-005" },
];

/** docs/providers.md, made of what the adapters do: whoever changes one of them makes the page anew. */
export function providersPage(): string {
  return `# Providers

<!-- Made by scripts/docs/providers.ts: change the adapters, and run it again. -->

What each provider can do behind Sluice's one API. The tables are made by asking the translations themselves.

## How they are reached

${providersTable()}

- **As it is**: the provider speaks OpenAI's wire. Requests and answers pass through byte for byte, whatever they hold; only the model's name is changed, and the
  usage of streams is asked for. All of OpenAI's other paths pass through too.
- **Translated**: the request is said in the provider's own words, and its answer in OpenAI's.
- **AWS credentials** that an endpoint leaves out are the gateway machine's own: environment, shared profile, web identity, container, instance.
- **A service account's** tokens are fetched by the gateway, kept until five minutes before they end, and replaced once when Google refuses one.

## Chat completions

${LEGEND}

${probesTable(CHAT_COLUMNS, CHAT_PROBES, probeChat)}

Standing for each provider: ${modelsOf(CHAT_COLUMNS)}.
Older and smaller models may know less; what a model does not know is left out, adapted or refused in the same way. Answers carry finish reasons, refusals,
reasoning (as \`reasoning_content\`), tool calls and usage in OpenAI's form; thinking and thought signatures come back to the provider though the client knows
nothing of them. Cache markers (\`cache_control\` on messages, parts and tools) reach Claude and Bedrock's models; Gemini caches by itself.

## Embeddings

${probesTable(EMBEDDINGS_COLUMNS, EMBEDDINGS_PROBES, probeEmbeddings)}

Standing for each provider: ${modelsOf(EMBEDDINGS_COLUMNS)}.
Anthropic has no embeddings. Where a provider takes fewer texts in a request than the call holds (Titan: one), the gateway asks in parts, eight at a time, and
answers with all of them; one part that fails is the call's failure.
`;
}

const LEGEND = `| | |
|---|---|
| **yes** | as OpenAI means it |
| **adapted** | brought into the provider's range; the request's log says how |
| **left out** | the provider has no word for it, and the answer means the same without; named in \`X-LLM-Proxy-Dropped-Parameters\` |
| **refused** | without it the caller would get something else: 400, with the parameter's name |`;

function providersTable(): string {
  const rows = PROVIDER_IDS.map((id) => {
    const { label, target, authentications } = PROVIDERS[id];
    return [
      label,
      `\`${id}\``,
      target === null ? "to be given" : `\`${target}\``,
      authentications.map((type) => AUTHENTICATIONS[type]).join(", "),
      ...abilities(id),
    ];
  });
  return table(["Provider", "`provider`", "Address", "Authentication", "Chat", "Embeddings", "Lists its models"], rows);
}

const AUTHENTICATIONS: Readonly<Record<AuthenticationType, string>> = {
  NONE: "none",
  BEARER: "bearer key",
  API_KEY: "API key",
  AWS: "AWS credentials (SigV4)",
  SERVICE_ACCOUNT: "Google service account",
};

function abilities(id: Provider): readonly string[] {
  const { speaksOpenAi, chat, embeddings, models } = ADAPTERS[id];
  const way = (adapter: object | null) => (speaksOpenAi ? "as it is" : adapter === null ? "no" : "translated");
  return [way(chat), way(embeddings), models === null ? "no: name them" : "yes"];
}

function probesTable(columns: readonly Column[], probes: readonly Probe[], ask: (column: Column, probe: Probe) => Treatment): string {
  return table(
    ["", ...columns.map(({ title }) => title)],
    probes.map((probe) => [probe.feature, ...columns.map((column) => ask(column, probe))]),
  );
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), `|${"---|".repeat(heads.length)}`, ...rows.map(line)].join("\n");
}

function modelsOf(columns: readonly Column[]): string {
  return [...new Set(columns.map(({ model }) => `\`${model}\``))].join(", ");
}
