"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import { Field } from "../ui/field.tsx";
import { Textarea } from "../ui/textarea.tsx";

export interface LinesFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** Where the list stands in what is edited, and what is wrong there: with the list, or with a line of it. */
  readonly path: string;
  readonly problems: FieldProblems;
  readonly placeholder?: string | undefined;
  readonly lines: readonly string[];
  readonly onChange: (lines: readonly string[]) => void;
  readonly onLeave?: (() => void) | undefined;
}

/** Several short texts, one a line. */
export function LinesField({ label, hint, path, problems, lines, onChange, onLeave, ...box }: LinesFieldProps) {
  return (
    <Field label={label} hint={lineHint(hint)} error={problemIn(problems, path, lines.length)}>
      <Textarea
        {...box}
        name={path}
        mono
        spellCheck={false}
        value={lines.join("\n")}
        onBlur={() => {
          onLeave?.();
          // While it is typed, a line may be empty and have spaces at its ends.
          const whole = lines.map((line) => line.trim()).filter((line) => line !== "");
          if (whole.join("\n") !== lines.join("\n")) onChange(whole);
        }}
        onChange={(event) => onChange(event.target.value === "" ? [] : event.target.value.split("\n"))}
      />
    </Field>
  );
}

function lineHint(description: string | undefined): string {
  return description ? `${description.replace(/\.$/, "")}. One a line` : "One a line";
}

function problemIn(problems: FieldProblems, path: string, lines: number): string | undefined {
  const inside = Object.keys(problems).find((at) => at.startsWith(`${path}.`));
  if (problems[path] !== undefined || inside === undefined) return problems[path];
  const line = Number(inside.slice(path.length + 1).split(".")[0]) + 1;
  return lines > 1 ? `Line ${line}: ${problems[inside]}` : problems[inside];
}
