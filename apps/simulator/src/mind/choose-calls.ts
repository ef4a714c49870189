import { isSmallTalk } from "./answer.ts";
import { type Conversation, MAX_READ, type ToolSpec } from "./conversation.ts";
import { schemaExample } from "./schema-example.ts";

export interface PlannedCall {
  readonly name: string;
  /** JSON, as text. */
  readonly arguments: string;
}

/** As many as anyone asks for in one breath. */
const MAX_CALLS = 8;

/**
 * The tools to call now; none when text is due. The user's words are a plan: "then" begins a new round, "and" and commas add a call
 * to the round. Tool results move the plan on by a round, and after the last round the model speaks.
 */
export function chooseCalls(conversation: Conversation): readonly PlannedCall[] {
  const { turns, tools, toolChoice } = conversation;
  const last = turns.at(-1);
  if (tools.length === 0 || toolChoice.mode === "none" || last === undefined || last.role === "assistant") return [];
  const asked = turns.findLastIndex((turn) => turn.role === "user");
  const text = (turns[asked]?.text ?? "").slice(0, MAX_READ);
  const named = tools.find((tool) => tool.name === toolChoice.name);
  if (named) return [call(named, text)];
  if (toolChoice.mode === "auto" && isSmallTalk(text)) return [];
  const rounds = plan(text, conversation);
  const done = turns.slice(asked + 1).filter((turn) => (turn.calls ?? []).length > 0).length;
  const now = rounds[done] ?? (toolChoice.mode === "required" ? rounds[0] : undefined);
  return now ?? [];
}

function plan(text: string, { tools, parallelCalls }: Conversation): readonly (readonly PlannedCall[])[] {
  const steps = text.split(/[,;.]?\s*\b(?:and then|then|after that|afterwards|finally)\b,?/i).filter((step) => /\p{L}/u.test(step));
  const rounds = steps.map((step) => callsIn(step, tools)).filter((calls) => calls.length > 0);
  const first = tools[0];
  if (rounds.length === 0 && first) return [[call(first, text)]];
  return parallelCalls ? rounds : rounds.flat().map((one) => [one]);
}

/** Each part of a step that a tool suits; a bare name ("and Tokyo") repeats the tool before it. */
function callsIn(step: string, tools: readonly ToolSpec[]): readonly PlannedCall[] {
  const calls: PlannedCall[] = [];
  let before: ToolSpec | undefined;
  for (const part of step.split(/,|&|\band\b|\bplus\b|\balso\b/i)) {
    const tool = fitting(part, tools) ?? (isBareName(part) ? before : undefined);
    if (!tool) continue;
    before = tool;
    const made = call(tool, part);
    if (!calls.some((other) => other.name === made.name && other.arguments === made.arguments)) calls.push(made);
  }
  return calls.slice(0, MAX_CALLS);
}

function isBareName(part: string): boolean {
  return /^\s*(?:(?:in|for|of|at|to)\s+)?(?:\p{Lu}[\p{L}'’-]*|\d+)(?:\s+[\p{L}\d'’-]+){0,2}\s*[?.!]*\s*$/u.test(part);
}

/** The tool that shares most words with the text; its name counts double. The first wins a draw; undefined when none shares any. */
function fitting(text: string, tools: readonly ToolSpec[]): ToolSpec | undefined {
  const asked = wordsOf(text);
  let best: ToolSpec | undefined;
  let most = 0;
  for (const tool of tools) {
    const score = 2 * shared(asked, wordsOf(tool.name)) + shared(asked, wordsOf(tool.description));
    if (score > most) [best, most] = [tool, score];
  }
  return best;
}

const COMMON = new Set([
  "the",
  "and",
  "for",
  "get",
  "that",
  "this",
  "with",
  "from",
  "what",
  "are",
  "you",
  "can",
  "please",
  "returns",
  "given",
  "use",
  "tool",
  "function",
]);

/** Words of three letters and more, `camelCase` and `snake_case` taken apart, plurals cut. */
function wordsOf(text: string): Set<string> {
  const words =
    text
      .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
      .toLowerCase()
      .match(/[\p{L}\d]{3,}/gu) ?? [];
  return new Set(words.filter((word) => !COMMON.has(word)).map((word) => word.replace(/(?<=\p{L}{3})s$/u, "")));
}

function shared(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  return [...left].filter((word) => right.has(word)).length;
}

function call(tool: ToolSpec, text: string): PlannedCall {
  const value = schemaExample(tool.parameters ?? { type: "object" }, { text: text.trim(), answer: "" });
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return { name: tool.name, arguments: JSON.stringify(isObject ? value : {}) };
}
