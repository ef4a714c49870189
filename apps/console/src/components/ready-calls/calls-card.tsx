import { Code } from "../ui/code.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { LANGUAGES, modelsCall, type ReadyCall, readyCalls } from "./ready-calls.ts";

const CODE_LANGUAGES = { curl: "shell", python: "python", typescript: "typescript" } as const;

/** The first call, in three languages. */
export function CallsCard({ call }: { readonly call: ReadyCall }) {
  const calls = readyCalls(call);
  return (
    <section aria-label="Ready calls" className="min-w-0 rounded-md border border-line bg-raised">
      <Tabs
        label="Language"
        listClassName="px-4 h-12"
        tabs={LANGUAGES.map(({ id, label }) => ({
          value: id,
          label,
          panel: <Code flush code={calls[id]} language={CODE_LANGUAGES[id]} what={`the ${label} call`} />,
        }))}
      />
    </section>
  );
}

/** The guide's own verification: which models can be called. */
export function ModelsCard({ call, modelIds }: { readonly call: ReadyCall; readonly modelIds: readonly string[] }) {
  return (
    <section aria-labelledby="verify" className="flex min-w-0 flex-col rounded-md border border-line bg-raised">
      <h2 id="verify" className="flex h-12 items-center border-b border-line px-4">
        Verify
      </h2>
      <div className="border-b border-line">
        <Code flush code={modelsCall(call)} language="shell" what="the models call" className="rounded-none!" />
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
