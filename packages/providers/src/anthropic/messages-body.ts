/** Anthropic's `POST /v1/messages`, as far as Sluice writes it (https://platform.claude.com/docs/en/api/messages). */
export interface MessagesBody {
  model: string;
  max_tokens: number;
  system?: string | Block[];
  messages: { role: "user" | "assistant"; content: Block[] }[];
  stream?: true;
  stop_sequences?: readonly string[];
  temperature?: number;
  top_p?: number;
  top_k?: number;
  tools?: ToolBlock[];
  tool_choice?: ToolChoiceBlock;
  thinking?: Readonly<Record<string, unknown>>;
  output_config?: { effort?: string; format?: Readonly<Record<string, unknown>> };
  metadata?: { user_id: string };
  service_tier?: "auto" | "standard_only";
  cache_control?: CacheControl;
}

export interface CacheControl {
  readonly type: "ephemeral";
  readonly ttl?: "5m" | "1h";
}

/** A content block; its marker may be taken off again, since only a few are allowed. */
export interface Block {
  readonly type: string;
  cache_control?: CacheControl | undefined;
  readonly [field: string]: unknown;
}

export interface ToolBlock {
  readonly name: string;
  readonly description?: string;
  readonly input_schema: Readonly<Record<string, unknown>>;
  readonly strict?: true;
  cache_control?: CacheControl | undefined;
}

export interface ToolChoiceBlock {
  readonly type: "auto" | "any" | "tool" | "none";
  readonly name?: string;
  readonly disable_parallel_tool_use?: true;
}
