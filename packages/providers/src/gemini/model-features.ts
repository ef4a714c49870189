/** What differs from one Gemini to the next. */
export interface GeminiFeatures {
  /** `level`: `thinkingLevel`, Gemini 3 and later. `budget`: `thinkingBudget`, Gemini 2.5. */
  readonly thinking: "none" | "budget" | "level";
  /** What `thinkingLevel` may be, from the least on. */
  readonly levels: readonly ThinkingLevel[];
  /** Tokens, for `budget`. `off` is what comes nearest to no thinking at all. */
  readonly budgets: { readonly off: number; readonly least: number; readonly most: number };
  /** A function call without its thought signature is refused. */
  readonly wantsSignatures: boolean;
  /** A JSON answer may be asked for beside functions. */
  readonly jsonBesideTools: boolean;
  /** Results of functions may hold images and files. */
  readonly mediaInResults: boolean;
  /** Function calling mode VALIDATED: calls keep to their schema though the model is free to call none. */
  readonly validatedCalls: boolean;
  /** `systemInstruction`; the first Gemma models have none. */
  readonly systemInstruction: boolean;
}

export type ThinkingLevel = "MINIMAL" | "LOW" | "MEDIUM" | "HIGH";

const VERSION = /gemini-(?:[a-z]+-)*(\d)(?:[.-](\d{1,2})(?!\d))?/;
/** Models whose thinking, if any, cannot be set. */
const FIXED_THINKING = /image|tts|audio|live|embedding|robotics|computer-use/;
/** `gemini-flash-latest` and its like follow the newest models. */
const LATEST = /^gemini-[a-z-]*latest$/;
const CURRENT_VERSION = 3.08;

/**
 * Facts of Google's guides on thinking, thought signatures, function calling and structured output (ai.google.dev, 2026).
 * A name that says no version gets what every model takes.
 */
export function geminiFeatures(model: string): GeminiFeatures {
  const name = model.toLowerCase();
  const version = geminiVersion(name);
  const isThree = version !== null && version >= 3;
  return {
    thinking: FIXED_THINKING.test(name) || version === null || version < 2.05 ? "none" : isThree ? "level" : "budget",
    levels: levelsOf(name, version ?? 0),
    budgets: budgetsOf(name),
    wantsSignatures: isThree,
    jsonBesideTools: isThree,
    mediaInResults: isThree,
    validatedCalls: version !== null && version >= 2.05,
    systemInstruction: !/gemma-[123]/.test(name),
  };
}

/** 2.5 as 2.05, so that 3.10 would come after 3.9. Null when the name says none. */
function geminiVersion(name: string): number | null {
  if (LATEST.test(name)) return CURRENT_VERSION;
  const found = VERSION.exec(name);
  return found ? Number(found[1]) + Number(found[2] ?? 0) / 100 : null;
}

function levelsOf(name: string, version: number): readonly ThinkingLevel[] {
  // Gemini 3.7 Flash was the first of its kind to refuse MINIMAL; every model knows LOW.
  if (!name.includes("pro")) return version >= 3.07 ? ["LOW", "MEDIUM", "HIGH"] : ["MINIMAL", "LOW", "MEDIUM", "HIGH"];
  return version >= 3.01 ? ["LOW", "MEDIUM", "HIGH"] : ["LOW", "HIGH"];
}

/** Gemini 2.5 Pro always thinks a little. */
function budgetsOf(name: string): GeminiFeatures["budgets"] {
  if (name.includes("pro")) return { off: 128, least: 128, most: 32_768 };
  return { off: 0, least: name.includes("lite") ? 512 : 1, most: 24_576 };
}
