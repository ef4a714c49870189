"use client";

import { useState } from "react";
import { LANGUAGES, type Language } from "../../components/ready-calls/ready-calls.ts";
import { Code } from "../../components/ui/code.tsx";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { Note } from "../../components/ui/note.tsx";
import { Tabs } from "../../components/ui/tabs.tsx";
import { chatBody } from "./chat-body.ts";
import { codeSamples } from "./code-samples.ts";
import { newTurn } from "./conversation.ts";
import { usePlace, usePlayground } from "./playground-context.ts";

const CODE_LANGUAGES = { curl: "shell", python: "python", typescript: "typescript" } as const;

/** The next call as a program would send it: the conversation so far, with what stands in the box. */
export function CodeDialog({ onClose }: { readonly onClose: () => void }) {
  const { baseUrl, ready } = usePlace();
  const state = usePlayground();
  const [language, setLanguage] = useState<Language>("curl");
  const { draft, picture, turns } = state;
  const hasDraft = draft.trim() !== "" || picture !== null;
  const asked = hasDraft || turns.length === 0 ? [...turns, newTurn("draft", { text: hasDraft ? draft : "Hello", picture })] : turns;
  const body = chatBody(state, asked, "first");
  const needsKey = ready.ways.keyless === null || state.credential !== null;
  const samples = body ? codeSamples({ baseUrl, body, needsKey }) : null;
  const label = LANGUAGES.find(({ id }) => id === language)?.label ?? language;
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={onClose}
      title="This request as code"
      description={needsKey ? "The key is read from SLUICE_API_KEY: put your application's own there." : "The keyless plan needs no key."}
    >
      {samples ? (
        <div className="overflow-hidden rounded-md border border-line">
          <Tabs
            label="Language"
            listClassName="h-12 pr-2 pl-4"
            value={language}
            onValueChange={setLanguage}
            end={<CopyButton text={samples[language]} what={`the ${label} call`} />}
            tabs={LANGUAGES.map((one) => ({
              value: one.id,
              label: one.label,
              panel: <Code flush copy={false} code={samples[one.id]} language={CODE_LANGUAGES[one.id]} what={`the ${one.label} call`} />,
            }))}
          />
        </div>
      ) : (
        <Note tone="warn" title="A setting cannot be read">
          <p>The settings say which one. Once it is mended, the request stands here.</p>
        </Note>
      )}
    </Dialog>
  );
}
