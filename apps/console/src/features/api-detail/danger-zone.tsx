"use client";

import type { ApiResource } from "@sluice/definition/resources";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { DeleteDialog } from "../../components/api-actions/delete-dialog.tsx";
import { StopDialog } from "../../components/api-actions/stop-dialog.tsx";
import { useStartApi } from "../../components/api-actions/use-api-actions.ts";
import { Button } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { paths } from "../../lib/paths.ts";
import { useMayOnApi } from "../../lib/use-may.ts";

/** What callers feel at once. */
export function DangerZone({ api }: { readonly api: ApiResource }) {
  const router = useRouter();
  const [asked, setAsked] = useState<"stop" | "delete" | null>(null);
  const start = useStartApi(api);
  const close = () => setAsked(null);
  const mayWrite = useMayOnApi(api.id, "apis:write");
  const mayDelete = useMayOnApi(api.id, "apis:own");
  if (!mayWrite && !mayDelete) return null;
  return (
    <Card title="Danger zone" flush>
      {api.deploymentState === "NOT_DEPLOYED" || !mayWrite ? null : (
        <div className="flex items-center gap-3 px-4 py-3">
          <p className="min-w-0 flex-1 text-muted">
            {api.state === "STARTED" ? "Gateways stop answering for it." : "Gateways answer for it again."}
          </p>
          {api.state === "STARTED" ? (
            <Button size="sm" onClick={() => setAsked("stop")}>
              Stop API
            </Button>
          ) : (
            <Button size="sm" busy={start.isPending} onClick={() => start.mutate()}>
              Start API
            </Button>
          )}
        </div>
      )}
      {mayDelete ? (
        <div className="flex items-center gap-3 border-line px-4 py-3 not-first:border-t">
          <p className="min-w-0 flex-1 text-muted">With its plans and subscriptions, for good.</p>
          <Button size="sm" className="text-danger!" onClick={() => setAsked("delete")}>
            Delete API
          </Button>
        </div>
      ) : null}
      <StopDialog api={api} open={asked === "stop"} onOpenChange={close} />
      <DeleteDialog api={api} open={asked === "delete"} onOpenChange={close} onDeleted={() => router.push(paths.apis)} />
    </Card>
  );
}
