/** Bedrock's Converse request, as far as Sluice writes it (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html). */
export interface ConverseBody {
  messages: ConverseMessage[];
  system?: Block[];
  inferenceConfig?: InferenceConfig;
  toolConfig?: ToolConfig;
  outputConfig?: Readonly<Record<string, unknown>>;
  additionalModelRequestFields?: Readonly<Record<string, unknown>>;
}

export interface ConverseMessage {
  readonly role: "user" | "assistant";
  readonly content: Block[];
}

/** A content block: an object with one member, which says what it is. */
export type Block = Readonly<Record<string, unknown>>;

export interface InferenceConfig {
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly stopSequences?: readonly string[];
}

export interface ToolConfig {
  readonly tools: Block[];
  readonly toolChoice?: Block;
}
