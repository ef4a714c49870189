export type CodeLanguage = "shell" | "json" | "python" | "typescript" | "text";
export interface CodePiece {
  readonly text: string;
  readonly kind: "plain" | "string" | "comment";
}

/** Strings may run over lines in shells only; a comment starts a line or follows a space, so that `#` in a URL is none. */
const PATTERNS = {
  shell: /(?<string>'[^']*'|"(?:[^"\\]|\\.)*")|(?<comment>(?<=^|\s)#.*$)/gm,
  python: /(?<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<comment>#.*$)/gm,
  typescript: /(?<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|(?<comment>\/\/.*$)/gm,
  json: /(?<key>"(?:[^"\\\n]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\\n]|\\.)*")/gm,
  text: null,
} as const satisfies Record<CodeLanguage, RegExp | null>;

/** Code in pieces to colour: strings and comments. Joined, they are the code. */
export function colourCode(code: string, language: CodeLanguage): readonly CodePiece[] {
  const pattern = PATTERNS[language];
  if (!pattern) return [{ text: code, kind: "plain" }];
  const pieces: CodePiece[] = [];
  let at = 0;
  for (const match of code.matchAll(pattern)) {
    if (match.index > at) pieces.push({ text: code.slice(at, match.index), kind: "plain" });
    pieces.push({ text: match[0], kind: kindOf(match.groups ?? {}) });
    at = match.index + match[0].length;
  }
  if (at < code.length) pieces.push({ text: code.slice(at), kind: "plain" });
  return pieces;
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): CodePiece["kind"] {
  if (groups["string"] !== undefined) return "string";
  return groups["comment"] === undefined ? "plain" : "comment";
}
