"use client";

import { Pencil } from "lucide-react";
import { memo, useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Textarea } from "../../components/ui/textarea.tsx";
import { AnswerView } from "./answer-view.tsx";
import { LANES, type Lane, type Turn } from "./conversation.ts";
import { editTurn } from "./converse.ts";
import { usePlace } from "./playground-context.ts";

export interface TurnViewProps {
  readonly turn: Turn;
  readonly isLast: boolean;
}

/** What the person said, and each lane's answers to it. */
export const TurnView = memo(function TurnView({ turn, isLast }: TurnViewProps) {
  const lanes = LANES.filter((lane) => turn.answers[lane].length > 0);
  return (
    <li className="grid gap-4">
      <Said turn={turn} />
      <div className={lanes.length > 1 ? "grid items-start gap-x-6 gap-y-8 wide:grid-cols-2" : "grid"}>
        {lanes.map((lane) => (
          <LaneView key={lane} turn={turn} lane={lane} isLast={isLast} />
        ))}
      </div>
    </li>
  );
});

function LaneView({ turn, lane, isLast }: TurnViewProps & { readonly lane: Lane }) {
  const answers = turn.answers[lane];
  return (
    <div className="grid min-w-0 gap-4">
      {answers.map((answer, at) => (
        <AnswerView key={answer.key} answer={answer} turnKey={turn.key} lane={lane} isNewest={isLast && at === answers.length - 1} />
      ))}
    </div>
  );
}

function Said({ turn: { key, text, picture } }: { readonly turn: Turn }) {
  const place = usePlace();
  const [edited, setEdited] = useState<string | null>(null);
  if (edited !== null)
    return (
      <form
        aria-label="Edit the message"
        className="grid gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          setEdited(null);
          editTurn(place, key, edited);
        }}
      >
        <Textarea autoFocus aria-label="Message" rows={3} value={edited} onChange={(event) => setEdited(event.target.value)} />
        <div className="flex flex-wrap items-center gap-2">
          <Button size="sm" variant="primary" type="submit" disabled={edited.trim() === "" && !picture}>
            Send instead
          </Button>
          <Button size="sm" onClick={() => setEdited(null)}>
            Cancel
          </Button>
          <span className="text-xs text-muted">What followed it goes.</span>
        </div>
      </form>
    );
  return (
    <section aria-label="You" className="flex items-start gap-2 rounded-md border border-line bg-sunken py-2 pr-2 pl-4">
      <div className="grid min-w-0 flex-1 gap-2 py-1">
        {picture ? (
          // biome-ignore lint/performance/noImgElement: a data URL has nothing to be loaded or made smaller
          <img src={picture.url} alt={picture.name} className="max-h-48 max-w-full rounded-sm border border-line" />
        ) : null}
        {text === "" ? null : <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>}
      </div>
      <IconButton size="sm" label="Edit the message" icon={<Pencil aria-hidden />} onClick={() => setEdited(text)} />
    </section>
  );
}
