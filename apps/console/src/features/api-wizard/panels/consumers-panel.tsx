import { Check, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { PathWord } from "../../../components/entrypoint-form/path-word.tsx";
import type { PathState } from "../../../components/entrypoint-form/use-path-check.ts";
import { Badge } from "../../../components/ui/badge.tsx";
import { formatCount, formatPrice, plural } from "../../../lib/format.ts";
import { type CheckOf, type ConsumerModel, consumerModels, firstPath, TYPICAL_CALL } from "../consumer-view.ts";
import type { WizardForm } from "../wizard-form.ts";

interface ConsumersPanelProps {
  readonly form: WizardForm;
  readonly checkOf: CheckOf;
  readonly gatewayUrl: string;
  readonly pathState: (path: string) => PathState;
}

/** Beside the form where there is room: what all of it means to those who will call. */
export function ConsumersPanel({ form, checkOf, gatewayUrl, pathState }: ConsumersPanelProps) {
  const path = firstPath(form);
  const models = consumerModels(form, checkOf);
  const aliases = models.flatMap((model) => model.aliases.map((alias) => ({ alias, id: model.id })));
  const priced = models.filter((model) => model.thousandCallsUsd !== null);
  return (
    <aside
      aria-label="What consumers will see"
      className="hidden content-start gap-6 self-start pt-1 grid-cols-[minmax(0,1fr)] roomy:sticky roomy:top-6 roomy:grid"
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <h2 className="font-medium">What consumers will see</h2>
        <div className="grid gap-2 rounded-md border border-line bg-raised p-3">
          <code className="wrap-anywhere">
            <span className="text-muted">{gatewayUrl}</span>
            <span className="font-medium">{path ?? "/…"}</span>
          </code>
          {path ? <PathWord state={pathState(path)} /> : null}
        </div>
      </div>
      {models.length > 0 ? (
        <PanelList title={`GET ${path ?? "/…"}/models`} count={plural(models.length, "model")}>
          {models.map((model) => (
            <PanelRow key={model.id} left={model.id} right={<FoundWord model={model} />} />
          ))}
        </PanelList>
      ) : null}
      {aliases.length > 0 ? (
        <PanelList title="Aliases">
          {aliases.map(({ alias, id }) => (
            <PanelRow key={`${alias} ${id}`} left={alias} right={<code className="truncate text-muted">{id}</code>} />
          ))}
        </PanelList>
      ) : null}
      {priced.length > 0 ? (
        <PanelList title={`1,000 calls of ${formatCount(TYPICAL_CALL.inputTokens)} tokens in, ${TYPICAL_CALL.outputTokens} out`}>
          {priced.map((model) => (
            <PanelRow key={model.id} left={model.name} right={`$${formatPrice(model.thousandCallsUsd ?? 0)}`} />
          ))}
        </PanelList>
      ) : null}
    </aside>
  );
}

function PanelList({ title, count, children }: { readonly title: string; readonly count?: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex gap-2 text-xs text-muted">
        <span className="min-w-0 truncate">{title}</span>
        {count ? <span className="ml-auto whitespace-nowrap">{count}</span> : null}
      </div>
      <ul>{children}</ul>
    </div>
  );
}

function PanelRow({ left, right }: { readonly left: string; readonly right: ReactNode }) {
  return (
    <li className="flex min-h-7 items-center gap-2 border-b border-line last:border-0">
      <code className="min-w-0 truncate" title={left}>
        {left}
      </code>
      <span className="ml-auto flex min-w-0 shrink-0 items-center">{right}</span>
    </li>
  );
}

function FoundWord({ model }: { readonly model: ConsumerModel }) {
  if (model.found === null) return <Badge>unchecked</Badge>;
  if (!model.found)
    return (
      <Badge tone="warn" icon={<TriangleAlert aria-hidden />}>
        not found
      </Badge>
    );
  return (
    <span className="text-ok">
      <Check aria-hidden />
      <span className="sr-only">found at the provider</span>
    </span>
  );
}
