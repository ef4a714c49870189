"use client";

import { Wrench } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { Code } from "../../components/ui/code.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Textarea } from "../../components/ui/textarea.tsx";
import type { Answer, ToolCall } from "./conversation.ts";
import { answerTools } from "./converse.ts";
import { usePlace } from "./playground-context.ts";

export interface ToolCallsProps {
  readonly answer: Answer;
  readonly isNewest: boolean;
}

/** The tools that a model calls. Nothing runs them here: a person writes what they would have answered. */
export function ToolCalls({ answer, isNewest }: ToolCallsProps) {
  const place = usePlace();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const { key, toolCalls, results, state } = answer;
  const isOpen = isNewest && results === null && (state === "done" || state === "stopped");
  return (
    <form
      aria-label="Tool calls"
      className="grid gap-3 rounded-md border border-line bg-raised p-4"
      onSubmit={(event) => {
        event.preventDefault();
        answerTools(place, key, Object.fromEntries(toolCalls.map(({ id }) => [id, typed[id] ?? ""])));
      }}
    >
      {toolCalls.map((call, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: calls come in order, and an id may come late
        <div key={at} className="grid min-w-0 gap-2">
          <p className="flex items-center gap-2">
            <Wrench aria-hidden className="text-muted" />
            <code className="font-medium wrap-anywhere">{call.name}</code>
          </p>
          <Code code={indented(call)} language="json" what={`the arguments of ${call.name}`} />
          {isOpen ? (
            <Field label={toolCalls.length === 1 ? `Result of ${call.name}` : `Result of ${call.name}, call ${at + 1}`}>
              <Textarea
                mono
                rows={2}
                spellCheck={false}
                placeholder='{ "temperature": 21 }'
                value={typed[call.id] ?? ""}
                onChange={(event) => setTyped({ ...typed, [call.id]: event.target.value })}
              />
            </Field>
          ) : null}
          {results ? <Code code={results[call.id] || "(empty)"} language="json" what={`the result of ${call.name}`} copy={false} /> : null}
        </div>
      ))}
      {isOpen ? (
        <div>
          <Button type="submit" size="sm" variant="primary">
            {toolCalls.length === 1 ? "Send the result" : "Send the results"}
          </Button>
        </div>
      ) : null}
      {!isOpen && results === null && state !== "running" ? (
        <p className="text-xs text-muted">Nobody answered: it is left out of what follows.</p>
      ) : null}
    </form>
  );
}

/** Arguments as people read them; as they are while they come. */
function indented({ arguments: args }: ToolCall): string {
  try {
    return JSON.stringify(JSON.parse(args), null, 2);
  } catch {
    return args;
  }
}
