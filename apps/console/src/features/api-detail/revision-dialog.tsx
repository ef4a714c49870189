"use client";

import { useQuery } from "@tanstack/react-query";
import { Button } from "../../components/ui/button.tsx";
import { Code } from "../../components/ui/code.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { Tabs } from "../../components/ui/tabs.tsx";
import { readDeployment } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { ChangeList } from "./change-list.tsx";

export interface RevisionDialogProps {
  readonly apiId: string;
  readonly revision: number;
  readonly onClose: () => void;
}

/** What a revision changed against the one before, and all of it as JSON. */
export function RevisionDialog({ apiId, revision, onClose }: RevisionDialogProps) {
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys.deployment(apiId, revision),
    queryFn: ({ signal }) => readDeployment(apiId, revision, { signal }),
  });
  return (
    <Dialog open onOpenChange={onClose} size="lg" title={`Revision ${revision}`} footer={<Button onClick={onClose}>Close</Button>}>
      {error ? (
        <ErrorState title="The revision could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />
      ) : null}
      {!data && !error ? <Skeleton className="h-40 w-full" /> : null}
      {data ? (
        <Tabs
          label="View"
          listClassName="mb-4"
          tabs={[
            {
              value: "changes",
              label: "Changes",
              panel:
                data.changes.length > 0 ? <ChangeList changes={data.changes} /> : <p className="text-muted">{nothingChanged(revision)}</p>,
            },
            {
              value: "json",
              label: "JSON",
              panel: (
                <Code
                  what="the definition"
                  language="json"
                  code={JSON.stringify(data.definition, null, 2)}
                  className="[&_section]:max-h-[50dvh]"
                />
              ),
            },
          ]}
        />
      ) : null}
    </Dialog>
  );
}

function nothingChanged(revision: number): string {
  return revision === 1 ? "The first revision: there is none before it." : "The same as the revision before it.";
}
