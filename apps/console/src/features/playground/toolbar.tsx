"use client";

import { Code2, Columns2, SlidersHorizontal, Trash2, X } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { Combobox } from "../../components/ui/combobox.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { CodeDialog } from "./code-dialog.tsx";
import { clear } from "./converse.ts";
import { usePlace, usePlayground } from "./playground-context.ts";

export interface ToolbarProps {
  /** What the API offers; another name may be typed. */
  readonly models: readonly string[];
  readonly showsSettings: boolean;
  readonly onShowSettings: (shows: boolean) => void;
}

/** Which model is asked, or which two; and what is done with the whole conversation. */
export function Toolbar({ models, showsSettings, onShowSettings }: ToolbarProps) {
  const { playground } = usePlace();
  const { models: chosen, turns } = usePlayground();
  const [showsCode, setShowsCode] = useState(false);
  const options = models.map((value) => ({ value }));
  const other = models.find((id) => id !== chosen.first) ?? chosen.first;
  const choose = (change: Partial<typeof chosen>) => playground.change({ models: { ...playground.state.models, ...change } });
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-3 wide:px-8">
      <div className="flex min-w-0 flex-wrap items-center gap-2 max-wide:w-full wide:flex-1">
        <div className="w-full min-w-0 narrow:w-64">
          <Combobox
            mono
            aria-label="Model"
            placeholder="Model"
            value={chosen.first}
            options={options}
            onValueChange={(first) => choose({ first })}
          />
        </div>
        {chosen.second === null ? (
          <Button icon={<Columns2 aria-hidden />} onClick={() => choose({ second: other })}>
            Compare
          </Button>
        ) : (
          <div className="flex w-full min-w-0 items-center gap-1 narrow:w-74">
            <Combobox
              mono
              aria-label="Second model"
              placeholder="Second model"
              value={chosen.second}
              options={options}
              onValueChange={(second) => choose({ second })}
            />
            <IconButton label="Ask one model only" icon={<X aria-hidden />} onClick={() => choose({ second: null })} />
          </div>
        )}
      </div>
      <div className="flex items-center gap-1 max-wide:-ml-3 max-wide:w-full">
        <Button variant="quiet" icon={<Code2 aria-hidden />} onClick={() => setShowsCode(true)}>
          Code
        </Button>
        <Button
          variant="quiet"
          className="roomy:hidden"
          icon={<SlidersHorizontal aria-hidden />}
          aria-pressed={showsSettings}
          onClick={() => onShowSettings(!showsSettings)}
        >
          {showsSettings ? "Conversation" : "Settings"}
        </Button>
        <IconButton
          label="Clear the conversation"
          icon={<Trash2 aria-hidden />}
          disabled={turns.length === 0}
          className="max-wide:ml-auto"
          onClick={() => clear({ playground })}
        />
      </div>
      {showsCode ? <CodeDialog onClose={() => setShowsCode(false)} /> : null}
    </div>
  );
}
