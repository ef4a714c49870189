import type { PolicyCall, PromptMessage } from "@sluice/policies/policy-call";

type Add = (call: PolicyCall, where: "before" | "after", messages: readonly PromptMessage[]) => boolean;

/** How each API takes further messages. False where a call has none, or has them in a form that is not known. */
export const addMessages: Add = (call, where, messages) => ADDERS[call.kind](call, where, messages);

const nowhere: Add = () => false;

const ADDERS: Readonly<Record<PolicyCall["kind"], Add>> = {
  chat: (call, where, messages) => addToList(call, { name: "messages", where, messages }),
  responses: addToResponse,
  messages: addToAnthropic,
  count: addToAnthropic,
  completions: addToPrompt,
  embeddings: nowhere,
  other: nowhere,
};

interface Added {
  readonly name: string;
  readonly where: "before" | "after";
  readonly messages: readonly PromptMessage[];
}

function addToList(call: PolicyCall, { name, where, messages }: Added): boolean {
  const list = call.parameter(name);
  if (!Array.isArray(list)) return false;
  call.setParameter(name, where === "before" ? [...messages, ...list] : [...list, ...messages]);
  return true;
}

/** A response's input may be one text: the user's. */
function addToResponse(call: PolicyCall, where: "before" | "after", messages: readonly PromptMessage[]): boolean {
  const input = call.parameter("input");
  if (typeof input === "string") call.setParameter("input", [{ role: "user", content: input }]);
  return addToList(call, { name: "input", where, messages });
}

/** Anthropic keeps what the system says beside the messages. */
function addToAnthropic(call: PolicyCall, where: "before" | "after", messages: readonly PromptMessage[]): boolean {
  const others = messages.filter(({ role }) => role !== "system");
  const said = messages.filter(({ role }) => role === "system").map(({ content }) => ({ type: "text", text: content }));
  if (others.length > 0 && !addToList(call, { name: "messages", where, messages: others })) return false;
  if (said.length === 0) return true;
  const system = call.parameter("system");
  const blocks: unknown[] = typeof system === "string" ? [{ type: "text", text: system }] : Array.isArray(system) ? system : [];
  call.setParameter("system", where === "before" ? [...said, ...blocks] : [...blocks, ...said]);
  return true;
}

/** A completion has a text and no roles. */
function addToPrompt(call: PolicyCall, where: "before" | "after", messages: readonly PromptMessage[]): boolean {
  const prompt = call.parameter("prompt");
  if (typeof prompt !== "string") return false;
  const text = messages.map(({ content }) => content).join("\n");
  call.setParameter("prompt", where === "before" ? `${text}\n${prompt}` : `${prompt}\n${text}`);
  return true;
}
