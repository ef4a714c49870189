"use client";

import type { ApiResource } from "@sluice/definition/resources";
import { useQuery } from "@tanstack/react-query";
import { JsonDiff } from "../../components/json-diff/json-diff.tsx";
import { Button } from "../../components/ui/button.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { Tabs } from "../../components/ui/tabs.tsx";
import { readDeployment } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { ChangeList } from "./change-list.tsx";
import { deployableOf } from "./deployable.ts";

export interface ReviewDialogProps {
  readonly api: ApiResource;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Null for whoever may only look. */
  readonly onDeploy: (() => void) | null;
}

/** What is saved against what is deployed: in words, and as JSON. */
export function ReviewDialog({ api, open, onOpenChange, onDeploy }: ReviewDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title="Changes since the last deployment"
      description={`Revision ${api.deployedRevision} is deployed. Saved last by ${api.updatedBy}.`}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Close</Button>
          {onDeploy ? (
            <Button variant="primary" onClick={onDeploy}>
              Deploy API
            </Button>
          ) : null}
        </>
      }
    >
      <Tabs
        label="View"
        listClassName="mb-4"
        tabs={[
          { value: "words", label: "In words", panel: <ChangeList changes={api.pendingChanges} /> },
          { value: "json", label: "JSON", panel: <DefinitionDiff api={api} /> },
        ]}
      />
    </Dialog>
  );
}

function DefinitionDiff({ api }: { readonly api: ApiResource }) {
  const revision = api.deployedRevision ?? 0;
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys.deployment(api.id, revision),
    queryFn: ({ signal }) => readDeployment(api.id, revision, { signal }),
  });
  if (error)
    return (
      <ErrorState
        title="The deployed definition could not be loaded"
        message={error.message}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
    );
  if (!data) return <Skeleton className="h-40 w-full" />;
  return <JsonDiff label="Deployed against saved" before={deployableOf(data.definition)} after={deployableOf(api)} />;
}
