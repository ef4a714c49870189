/** Google's `generateContent`, as far as Sluice writes it (https://ai.google.dev/api/generate-content). */
export interface GenerateContentBody {
  systemInstruction?: { parts: Part[] };
  contents: Content[];
  tools?: { functionDeclarations: FunctionDeclaration[] }[];
  toolConfig?: { functionCallingConfig: FunctionCallingConfig };
  generationConfig?: GenerationConfig;
  safetySettings?: readonly unknown[];
  cachedContent?: string;
}

export interface Content {
  role: "user" | "model";
  parts: Part[];
}

/** One of text, inlineData, fileData, functionCall, functionResponse. */
export interface Part {
  text?: string;
  inlineData?: Blob;
  fileData?: { mimeType: string; fileUri: string };
  functionCall?: { id: string; name: string; args: Readonly<Record<string, unknown>> };
  functionResponse?: { id: string; name: string; response: Readonly<Record<string, unknown>>; parts?: { inlineData: Blob }[] };
  thoughtSignature?: string;
}

export interface Blob {
  mimeType: string;
  /** Base64. */
  data: string;
}

export interface FunctionDeclaration {
  name: string;
  description?: string;
  parametersJsonSchema?: Readonly<Record<string, unknown>>;
}

export interface FunctionCallingConfig {
  mode: "AUTO" | "ANY" | "NONE" | "VALIDATED";
  allowedFunctionNames?: string[];
}

export interface GenerationConfig {
  temperature?: number;
  topP?: number;
  topK?: number;
  candidateCount?: number;
  maxOutputTokens?: number;
  stopSequences?: readonly string[];
  seed?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  responseLogprobs?: true;
  logprobs?: number;
  responseModalities?: readonly string[];
  responseMimeType?: "application/json";
  responseJsonSchema?: Readonly<Record<string, unknown>>;
  thinkingConfig?: ThinkingConfig;
}

export interface ThinkingConfig {
  thinkingBudget?: number;
  thinkingLevel?: string;
  includeThoughts?: boolean;
}
