"use client";

import dynamic from "next/dynamic";
import { Code } from "../../components/ui/code.tsx";

/** Some 40 kB that no other page needs. Until it is there, the text stands as it came. */
const Markdown = dynamic(async () => (await import("./markdown.tsx")).Markdown);

export interface AnswerTextProps {
  readonly text: string;
  readonly isWhole: boolean;
}

/** A whole JSON object or list as such; everything else as the Markdown that models write. */
export function AnswerText({ text, isWhole }: AnswerTextProps) {
  const json = isWhole ? readJson(text) : null;
  if (json !== null) return <Code code={json} language="json" what="the answer" copy={false} />;
  return <Markdown text={text} />;
}

function readJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}
