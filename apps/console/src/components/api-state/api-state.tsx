import type { ApiSummary } from "@sluice/definition/resources";
import { RefreshCw } from "lucide-react";
import { Badge } from "../ui/badge.tsx";
import { StateDot } from "../ui/state-dot.tsx";
import { describeState } from "./describe-state.ts";

export interface ApiStateProps {
  readonly api: Pick<ApiSummary, "state" | "deploymentState" | "deployedRevision"> & { readonly rejectedBy?: ApiSummary["rejectedBy"] };
}

/** What an API is doing: a shape and a word, the revision in force, and whether more is saved than deployed. */
export function ApiState({ api }: ApiStateProps) {
  const { shape, word } = describeState(api);
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <StateDot shape={shape}>{word}</StateDot>
      {api.deployedRevision === null ? null : <span className="text-xs whitespace-nowrap text-muted">rev {api.deployedRevision}</span>}
      {api.deploymentState === "NEED_REDEPLOY" ? (
        <Badge tone="warn" icon={<RefreshCw aria-hidden />}>
          Out of sync
        </Badge>
      ) : null}
    </span>
  );
}
