import { RE2JS } from "re2js";
import { MOST_PATTERN_CHARACTERS, MOST_PATTERN_STATES, PATTERN_STATES_A_UNIT } from "./limits.ts";
import { type Scope, spend } from "./scope.ts";

/** A pattern that matches a whole text, as Java's `matches` does; or why it cannot be used. RE2: time is linear in the text, whatever the pattern. */
export function compilePattern(pattern: string): ((scope: Scope, text: string) => boolean) | string {
  if (pattern.length > MOST_PATTERN_CHARACTERS) return `A pattern has at most ${MOST_PATTERN_CHARACTERS} characters.`;
  try {
    const compiled = RE2JS.compile(pattern);
    if (compiled.programSize() > MOST_PATTERN_STATES) return "The pattern repeats too much: it unfolds to too many states.";
    const unitsACharacter = 1 + compiled.programSize() / PATTERN_STATES_A_UNIT;
    return (scope, text) => spend(scope, text.length * unitsACharacter) && compiled.matches(text);
  } catch {
    return "This is no regular expression that can be matched in linear time: look-arounds and references to groups are not.";
  }
}
