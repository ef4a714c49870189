/** OpenAI itself and Azure, or a server that is only compatible. */
export type OpenAiDialect = "openai" | "compatible";
