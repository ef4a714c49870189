import { Plus } from "lucide-react";
import { ProviderCard } from "../../../components/provider-form/provider-card.tsx";
import { emptyProvider, type ProviderDraft } from "../../../components/provider-form/provider-draft.ts";
import type { ProviderChecks } from "../../../components/provider-form/use-provider-checks.ts";
import { Button } from "../../../components/ui/button.tsx";
import { problemsUnder } from "../step-problems.ts";
import type { StepProps } from "./step-props.ts";

interface EndpointsStepProps extends StepProps {
  readonly checks: ProviderChecks;
  readonly simulatorUrl: string | null;
  readonly onLeaveField: (path: string) => void;
}

export function EndpointsStep({ form, update, problems, checks, simulatorUrl, onLeaveField }: EndpointsStepProps) {
  const change = (key: string, changeOne: (draft: ProviderDraft) => ProviderDraft) =>
    update((now) => ({ ...now, providers: now.providers.map((provider) => (provider.key === key ? changeOne(provider) : provider)) }));
  return (
    <div className="grid gap-4">
      {form.providers.map((provider, at) => (
        <ProviderCard
          key={provider.key}
          value={provider}
          onChange={(changeOne) => change(provider.key, changeOne)}
          problems={problemsUnder(problems, `endpointGroups.${at}`)}
          onBlurField={(path) => onLeaveField(`endpointGroups.${at}.${path}`)}
          check={checks.of(provider)}
          onTest={() => checks.test(provider)}
          simulatorUrl={simulatorUrl}
          collapsed={checks.of(provider).kind === "done"}
          {...(form.providers.length > 1
            ? { onRemove: () => update((now) => ({ ...now, providers: now.providers.filter((other) => other.key !== provider.key) })) }
            : {})}
        />
      ))}
      <Button
        className="justify-self-start"
        icon={<Plus aria-hidden />}
        onClick={() => update((now) => ({ ...now, providers: [...now.providers, emptyProvider()] }))}
      >
        Add provider
      </Button>
    </div>
  );
}
