"use client";

import type { ApiResource } from "@sluice/definition/resources";
import { CirclePlay, Rocket } from "lucide-react";
import { useStartApi } from "../../components/api-actions/use-api-actions.ts";
import { Button } from "../../components/ui/button.tsx";

export interface ApiActionsProps {
  readonly api: ApiResource;
  readonly onDeploy: () => void;
}

/** The one thing to do next with an API. Out of sync, the bar below says it; live and in sync, there is nothing. */
export function ApiActions({ api, onDeploy }: ApiActionsProps) {
  const start = useStartApi(api);
  if (api.deploymentState === "NOT_DEPLOYED")
    return (
      <Button variant="primary" icon={<Rocket aria-hidden />} onClick={onDeploy}>
        Deploy API
      </Button>
    );
  if (api.state === "STARTED") return null;
  return (
    <Button
      variant={api.deploymentState === "DEPLOYED" ? "primary" : "default"}
      icon={<CirclePlay aria-hidden />}
      busy={start.isPending}
      onClick={() => start.mutate()}
    >
      Start API
    </Button>
  );
}
