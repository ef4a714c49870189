"use client";

import { RotateCw } from "lucide-react";
import { memo } from "react";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Note } from "../../components/ui/note.tsx";
import { AnswerFigures } from "./answer-figures.tsx";
import { AnswerText } from "./answer-text.tsx";
import type { Answer, Lane } from "./conversation.ts";
import { retry } from "./converse.ts";
import { usePlace } from "./playground-context.ts";
import { ProblemNote } from "./problem-note.tsx";
import { ToolCalls } from "./tool-calls.tsx";

export interface AnswerViewProps {
  readonly answer: Answer;
  readonly turnKey: string;
  readonly lane: Lane;
  /** The lane's last word: its tool calls may be answered. */
  readonly isNewest: boolean;
}

/** One answer, what became of it and what it took. */
export const AnswerView = memo(function AnswerView({ answer, turnKey, lane, isNewest }: AnswerViewProps) {
  const place = usePlace();
  const { model, modelAnswered, state, text, refusal, reasoning, toolCalls, finishReason, problem, requestId } = answer;
  const isRunning = state === "running";
  return (
    <article aria-label={`Answer of ${model}`} aria-busy={isRunning} className="grid min-w-0 gap-3">
      <header className="flex min-h-7 items-start gap-2">
        <div className="grid min-w-0 flex-1 pt-1">
          <h2 className="min-w-0 font-mono text-code font-medium wrap-anywhere">{model}</h2>
          {modelAnswered && !model.endsWith(modelAnswered) ? (
            <span className="text-xs wrap-anywhere text-muted">answered by {modelAnswered}</span>
          ) : null}
        </div>
        {isRunning ? null : (
          <span className="flex items-center">
            {text === "" ? null : <CopyButton iconOnly text={text} what="the answer" />}
            <IconButton size="sm" label="Ask again" icon={<RotateCw aria-hidden />} onClick={() => retry(place, turnKey, lane)} />
          </span>
        )}
      </header>
      {reasoning === "" ? null : (
        <details className="rounded-md border border-line px-3 py-2 text-muted">
          <summary>Reasoning</summary>
          <p className="mt-2 wrap-anywhere whitespace-pre-wrap">{reasoning}</p>
        </details>
      )}
      {isRunning && text === "" && toolCalls.length === 0 ? <Waiting /> : null}
      {text === "" ? null : <AnswerText text={text} isWhole={!isRunning} />}
      {refusal === "" ? null : (
        <Note tone="warn" title="The model declines">
          <p>{refusal}</p>
        </Note>
      )}
      {toolCalls.length > 0 ? <ToolCalls answer={answer} isNewest={isNewest} /> : null}
      {problem ? <ProblemNote title={titleOf(answer)} problem={problem} requestId={requestId} /> : null}
      {state === "stopped" ? <p className="text-xs text-muted">You stopped it here.</p> : null}
      {finishReason === "length" ? <p className="text-xs text-warn">Cut off: the limit of tokens was reached.</p> : null}
      {finishReason === "content_filter" ? <p className="text-xs text-warn">Cut off by a content filter.</p> : null}
      <AnswerFigures answer={answer} />
    </article>
  );
});

function Waiting() {
  return <span aria-hidden className="inline-block h-4 w-2 animate-pulse rounded-sm bg-control" />;
}

function titleOf({ problem, text }: Answer): string {
  if (problem?.status) return `Refused with ${problem.status}${problem.code ? `, ${problem.code}` : ""}`;
  return text === "" ? "No answer" : "The answer broke off";
}
