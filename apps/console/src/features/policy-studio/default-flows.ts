import type { Flow } from "@sluice/definition/flow";

const NO_STEPS = { enabled: true, request: [], response: [] } as const satisfies Partial<Flow>;

export interface OfferedFlow {
  readonly says: string;
  readonly flow: Flow;
}

/** The flows that Gravitee gives a new LLM proxy, and an empty one. */
export const OFFERED_FLOWS: readonly OfferedFlow[] = [
  {
    says: "Chats, completions, responses and messages, tools included",
    flow: {
      ...NO_STEPS,
      name: "Prompt",
      selectors: [{ type: "CONDITION", condition: "{#llm.kind == 'PROMPT' || #llm.kind == 'TOOL_CALL'}" }],
    },
  },
  {
    says: "Texts that are turned into vectors",
    flow: { ...NO_STEPS, name: "Embeddings", selectors: [{ type: "CONDITION", condition: "{#llm.kind == 'EMBEDDINGS'}" }] },
  },
  {
    says: "The list of models",
    flow: { ...NO_STEPS, name: "Models", selectors: [{ type: "HTTP", path: "/models", pathOperator: "EQUALS", methods: ["GET"] }] },
  },
  { says: "Every call, or those that you choose", flow: { ...NO_STEPS, name: "", selectors: [] } },
];
