import { Denial } from "@sluice/wire/denial";
import type { PromptText } from "../policy-call.ts";
import { type Found, resolveOverlaps } from "./found.ts";
import { JsonText } from "./json-text.ts";
import type { Search } from "./search.ts";
import type { TextStream } from "./text-stream.ts";

export interface PromptFilter {
  readonly search: Search;
  /** What stands in a value's place in the text at this path. */
  readonly instead: (found: Found, value: string, path: string) => string;
}

/** A prompt's text with everything in it replaced that has to be; the same text when that is nothing. */
export function filterPrompt({ text, path }: Pick<PromptText, "text" | "path">, filter: PromptFilter): string {
  const replace = (part: string) => replaceIn(part, filter, path);
  if (!isJson(path, text)) return replace(text);
  const stream = new JsonText(() => wholeText(replace));
  const [first, last] = [stream.push(text), stream.end()];
  // Nothing here refuses: what blocks is told afterwards.
  return first instanceof Denial || last instanceof Denial ? text : first + last;
}

/** A tool's arguments as an earlier answer had them. */
function isJson(path: string, text: string): boolean {
  return path.endsWith(".arguments") && /^\s*[{["]/.test(text);
}

function wholeText(replace: (text: string) => string): TextStream {
  let whole = "";
  return {
    push: (text) => {
      whole += text;
      return "";
    },
    end: () => replace(whole),
  };
}

function replaceIn(text: string, { search, instead }: PromptFilter, path: string): string {
  const found = resolveOverlaps(search.find(text));
  if (found.length === 0) return text;
  let [out, at] = ["", 0];
  let lastMask: string | null = null;
  for (const one of found) {
    const value = text.slice(one.start, one.end);
    const written = instead(one, value, path);
    const masked = one.action === "MASK" && written !== value;
    // Masks without anything between them are one.
    if (!(masked && one.start === at && written === lastMask)) out += text.slice(at, one.start) + written;
    lastMask = masked ? written : null;
    at = one.end;
  }
  return out + text.slice(at);
}
