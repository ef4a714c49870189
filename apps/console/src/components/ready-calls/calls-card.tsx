"use client";

import { useState } from "react";
import { Code } from "../ui/code.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { LANGUAGES, type Language, modelsCall, type ReadyCall, readyCalls } from "./ready-calls.ts";

const CODE_LANGUAGES = { curl: "shell", python: "python", typescript: "typescript" } as const;

/** The first call, in three languages. */
export function CallsCard({ call }: { readonly call: ReadyCall }) {
  const calls = readyCalls(call);
  const [language, setLanguage] = useState<Language>("curl");
  const label = LANGUAGES.find(({ id }) => id === language)?.label ?? language;
  return (
    <section aria-label="Ready calls" className="min-w-0 rounded-md border border-line bg-raised">
      <Tabs
        label="Language"
        listClassName="h-12 pr-2 pl-4"
        value={language}
        onValueChange={setLanguage}
        end={<CopyButton text={calls[language]} what={`the ${label} call`} />}
        tabs={LANGUAGES.map((one) => ({
          value: one.id,
          label: one.label,
          panel: <Code flush copy={false} code={calls[one.id]} language={CODE_LANGUAGES[one.id]} what={`the ${one.label} call`} />,
        }))}
      />
    </section>
  );
}

/** The guide's own verification: which models can be called. */
export function ModelsCard({ call, modelIds }: { readonly call: ReadyCall; readonly modelIds: readonly string[] }) {
  return (
    <section aria-labelledby="verify" className="flex min-w-0 flex-col rounded-md border border-line bg-raised">
      <header className="flex h-12 items-center justify-between border-b border-line pr-2 pl-4">
        <h2 id="verify">Verify</h2>
        <CopyButton text={modelsCall(call)} what="the models call" />
      </header>
      <div className="border-b border-line">
        <Code flush copy={false} code={modelsCall(call)} language="shell" what="the models call" className="rounded-none!" />
      </div>
      <div className="grid content-start gap-2 p-4">
        <p className="text-muted">It lists what this API can be asked for:</p>
        <ul>
          {modelIds.map((id) => (
            <li key={id} className="border-b border-line py-1 last:border-0">
              <code className="wrap-anywhere">{id}</code>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
