import { ButtonLink } from "../../components/ui/button-link.tsx";
import { Code } from "../../components/ui/code.tsx";
import { paths } from "../../lib/paths.ts";

const STEPS = [
  ["API details", "a name and a version"],
  ["Entrypoints", "the path that callers use"],
  ["Endpoints", "a provider, its key, its models, tested before you go on"],
  ["Security", "open, or by API key"],
  ["Summary", "save and deploy"],
] as const;

export interface NoApisProps {
  readonly gatewayUrl: string;
  /** Null when none runs. */
  readonly simulatorUrl: string | null;
}

/** The list before its first API: what this is, and two ways to begin. */
export function NoApis({ gatewayUrl, simulatorUrl }: NoApisProps) {
  return (
    <div className="grid max-w-280 items-start gap-8 roomy:grid-cols-[minmax(0,440px)_minmax(0,520px)] roomy:gap-20 roomy:pt-12">
      <section>
        <h2 className="text-title tracking-[-0.012em]">Put your models behind one address</h2>
        <p className="mt-2 text-muted">
          An API takes OpenAI's calls at a path of yours and speaks to any provider behind it. Callers keep their client; you keep the keys.
        </p>
        <ol className="my-6 border-b border-line">
          {STEPS.map(([name, what], index) => (
            <li key={name} className="grid grid-cols-[24px_minmax(0,1fr)] border-t border-line py-2.5">
              <span className="text-muted">{index + 1}</span>
              <span>
                {name} <span className="text-muted">{what}</span>
              </span>
            </li>
          ))}
        </ol>
        {/* Not fetched beforehand: opening that page makes a draft. */}
        <ButtonLink variant="primary" href={paths.createApi} prefetch={false}>
          Create V4 API
        </ButtonLink>
      </section>
      <div className="grid gap-6 roomy:pt-1.5">
        <section className="grid gap-2">
          <h3 className="text-xs font-normal text-muted">In ten minutes</h3>
          <Code copy={false} what="What the first call answers" code={firstCall(gatewayUrl)} />
        </section>
        {simulatorUrl ? (
          <section className="grid gap-2">
            <h3 className="text-xs font-normal text-muted">No provider key at hand</h3>
            <div className="grid gap-3 rounded-md border border-line bg-raised p-4">
              <p>
                A simulated provider runs beside the gateway at <code className="wrap-anywhere">{simulatorUrl}</code>. It streams, counts
                tokens and fails on request, and it costs nothing.
              </p>
              <div>
                <ButtonLink size="sm" href={paths.createWithSimulator} prefetch={false}>
                  Start with the simulator
                </ButtonLink>
              </div>
            </div>
          </section>
        ) : null}
      </div>
    </div>
  );
}

function firstCall(gatewayUrl: string): string {
  return `$ curl ${gatewayUrl}/llmtest/models
{
  "object": "list",
  "data": [
    { "id": "llmtest:gpt-5-mini", "owned_by": "llmtest" }
  ]
}`;
}
