import { PathFields } from "../../../components/entrypoint-form/path-fields.tsx";
import { TokensCard } from "../../../components/entrypoint-form/tokens-card.tsx";
import type { PathState } from "../../../components/entrypoint-form/use-path-check.ts";
import type { StepProps } from "./step-props.ts";

interface EntrypointsStepProps extends StepProps {
  readonly pathState: (path: string) => PathState;
  readonly gatewayUrl: string;
}

export function EntrypointsStep({ form, update, problems, pathState, gatewayUrl }: EntrypointsStepProps) {
  const fields = { draft: form, problems, onChange: (change: object) => update((now) => ({ ...now, ...change })) };
  return (
    <div className="grid max-w-160 gap-6">
      <PathFields {...fields} pathState={pathState} gatewayUrl={gatewayUrl} />
      <TokensCard {...fields} />
    </div>
  );
}
