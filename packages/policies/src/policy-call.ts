import type { PathKind } from "@sluice/definition/policies/coverage";

/** A text of a request. `replace` writes another in its place. */
export interface PromptText {
  /** `system` stands for developer messages and instructions too, `tool` for results of tools. */
  readonly role: "system" | "user" | "assistant" | "tool";
  /** `messages.1.content`: where it stands in the body. */
  readonly path: string;
  readonly text: string;
  replace(text: string): void;
}

export interface PromptMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** The call itself, read when it is asked for and written anew only when it was changed. */
export interface PolicyCall {
  readonly kind: "chat" | "completions" | "embeddings" | "responses" | "messages" | "count" | "other";
  /** Which way it came: what can be seen of it and of its answer. */
  readonly path: PathKind;
  readonly model: string | null;
  readonly stream: boolean;
  readonly bodyBytes: number;
  /** Pictures, sounds and documents in the prompt: at least as many as there are, found without reading it. */
  readonly attachments: number;
  /** Another model, as a caller would write it. */
  useModel(model: string): void;
  /** Names of the body's top-level parameters. */
  members(): readonly string[];
  /** A top-level parameter as the caller gave it; undefined when it did not. Not to be changed in place. */
  parameter(name: string): unknown;
  setParameter(name: string, value: unknown): void;
  /** Names of the parameters that are no longer as the caller gave them. */
  changed(): readonly string[];
  /** Every text of the prompt, in order: messages, instructions, results of tools. Pictures and the like are left out. */
  texts(): readonly PromptText[];
  /** Puts messages before or after the caller's, where the call has messages. False where it has none. */
  addMessages(where: "before" | "after", messages: readonly PromptMessage[]): boolean;
}
