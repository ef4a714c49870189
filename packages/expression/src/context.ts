/** Headers as Node reads them: names in lower case. */
type HeadersView = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Every member may be a getter: it is asked only when an expression that reads it is evaluated. */
export interface RequestView {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly contextPath: string;
  /** The path below the context path. */
  readonly pathInfo: string;
  readonly headers: HeadersView;
  readonly params: URLSearchParams;
  readonly remoteAddress: string | null;
  readonly content: string | null;
  /** The content parsed, null when it is no JSON. */
  readonly jsonContent: unknown;
}

export interface ResponseView {
  readonly status: number;
  readonly headers: HeadersView;
  readonly content: string | null;
  readonly jsonContent: unknown;
}

export interface SubscriptionView {
  readonly id: string;
  readonly applicationId: string;
  readonly planId: string;
  readonly clientId: string | null;
}

export interface LlmView {
  readonly kind: "PROMPT" | "TOOL_CALL" | "TOOL_RESULT" | "ERROR" | "EMBEDDINGS";
  readonly model: string | null;
  readonly stream: boolean;
  /** The text of the user's last message. */
  readonly prompt: string | null;
  /** The texts of all the user's messages, and of all messages, one a line. */
  readonly userPrompts: string | null;
  readonly allPrompts: string | null;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What expressions may read. A root that a call does not have (yet) is null, and so is everything in it. */
export interface ExpressionContext {
  readonly request: RequestView;
  readonly response: ResponseView | null;
  readonly context: { readonly attributes: ReadonlyMap<string, unknown> };
  readonly subscription: SubscriptionView | null;
  readonly llm: LlmView | null;
  readonly api: Named;
  readonly plan: Named | null;
}

export type RootName = keyof ExpressionContext;
