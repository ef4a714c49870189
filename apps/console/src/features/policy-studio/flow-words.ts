import type { Flow, Step } from "@sluice/definition/flow";
import { policyKind } from "@sluice/definition/policies/policy-kinds";
import { sayField } from "../../components/schema-form/field-words.ts";
import { valuesOf } from "../../components/schema-form/form-value.ts";

/** What a flow is called where it has no name. */
export function nameFlow({ name }: Pick<Flow, "name">, at: number): string {
  return name || `Flow ${at + 1}`;
}

export function titleOf(policy: string): string {
  return policyKind(policy)?.title ?? policy;
}

/** What a step is called among others: its own name, where it says more than its policy's. */
export function nameStep(step: Pick<Step, "name" | "policy">): string {
  return step.name || titleOf(step.policy);
}

const KIND_CONDITION = /^\{?\s*(?:#llm\.kind == '[A-Z_]+'(?: \|\| )?)+\s*\}?$/;
const KIND_WORDS: Readonly<Record<string, string>> = {
  PROMPT: "prompts",
  TOOL_CALL: "tool calls",
  TOOL_RESULT: "tool results",
  EMBEDDINGS: "embeddings",
  ERROR: "errors",
};

export type SelectorWords = { readonly text: string } | { readonly code: string };

/** Which calls a selector takes: in words where there are any, else as it is written. */
export function saySelector(selector: Flow["selectors"][number]): SelectorWords {
  if (selector.type === "HTTP") {
    const methods = selector.methods.length > 0 ? selector.methods.join(", ") : "Any method";
    return {
      code: `${methods} ${selector.path}${selector.pathOperator === "STARTS_WITH" ? (selector.path.endsWith("/") ? "…" : "/…") : ""}`,
    };
  }
  if (!KIND_CONDITION.test(selector.condition)) return { code: selector.condition };
  const kinds = [...selector.condition.matchAll(/'([A-Z_]+)'/g)].map(([, kind = ""]) => KIND_WORDS[kind] ?? kind);
  return { text: kinds.join(" and ") };
}

/** What a step does, in a line made from its configuration; empty where that says nothing yet. */
export function sayStep({ policy, configuration }: Step): string {
  const kind = policyKind(policy);
  if (!kind) return `There is no policy ${policy}`;
  // With the defaults, which differ from policy to policy.
  const parsed = kind.configuration.safeParse(configuration);
  return sayLimit(parsed.success ? parsed.data : configuration) ?? sayValues(configuration);
}

const UNITS: Readonly<Record<string, string>> = { SECONDS: "s", MINUTES: "min", HOURS: "h", DAYS: "d", WEEKS: "weeks", MONTHS: "months" };
const LIMITS = ["limit", "inputLimit", "outputLimit", "maxBudget", "budget", "dynamicLimit"];

/** Limits of any kind stand beside their period, at the top of a configuration or one object deeper. */
function sayLimit(configuration: unknown): string | null {
  for (const place of [configuration, ...Object.values(valuesOf(configuration))]) {
    const values = valuesOf(place);
    const limit = LIMITS.map((field) => values[field]).find((value) => (typeof value === "number" ? value > 0 : typeof value === "string"));
    if (limit === undefined || !("periodTime" in values || "periodTimeUnit" in values)) continue;
    const time = typeof values["periodTime"] === "number" && values["periodTime"] !== 1 ? `${values["periodTime"]} ` : "";
    const unit = UNITS[String(values["periodTimeUnit"] ?? "SECONDS")] ?? "";
    return `${typeof limit === "number" ? limit.toLocaleString("en-US") : limit} / ${time}${unit}`;
  }
  return null;
}

const MOST_SAID = 2;
const LONGEST_SAID = 40;

function sayValues(configuration: Step["configuration"]): string {
  return Object.entries(configuration)
    .flatMap(([key, value]) => sayValue(key, value))
    .slice(0, MOST_SAID)
    .join(" · ");
}

function sayValue(key: string, value: unknown): readonly string[] {
  if (typeof value === "boolean") return value ? [sayField(key)] : [];
  if (typeof value === "number") return [`${sayField(key)} ${value}`];
  if (typeof value === "string") {
    if (value.trim() === "") return [];
    return [shortened(sayOption(value))];
  }
  const names = Array.isArray(value) ? value.flatMap(nameEntry) : Object.keys(valuesOf(value));
  if (names.length === 0) return Array.isArray(value) && value.length > 0 ? [`${sayField(key)}: ${value.length}`] : [];
  const rest = names.length - MOST_SAID;
  return [`${sayField(key)}: ${names.slice(0, MOST_SAID).map(shortened).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`];
}

/** Fields by which an entry of a list is known; what else stands in it may be long, or nobody's business here. */
const NAMES = ["name", "label", "category", "model", "role"];

function nameEntry(entry: unknown): readonly string[] {
  if (typeof entry === "string") return [sayOption(entry)];
  const values = valuesOf(entry);
  const name = NAMES.map((field) => values[field]).find((value) => typeof value === "string");
  return typeof name === "string" ? [sayOption(name)] : [];
}

function sayOption(value: string): string {
  return /^[A-Z][A-Z_]+$/.test(value) ? sayField(value) : value;
}

function shortened(text: string): string {
  return text.length > LONGEST_SAID ? `${text.slice(0, LONGEST_SAID - 1)}…` : text;
}
