"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PageHeader } from "../../components/frame/page-header.tsx";
import { Button } from "../../components/ui/button.tsx";
import { ConfirmDialog } from "../../components/ui/confirm-dialog.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Note } from "../../components/ui/note.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { deleteReconciliation, readReconciliation } from "../../lib/reconciliations-api.ts";
import { useMay } from "../../lib/use-may.ts";
import { DriftFigures } from "./drift-figures.tsx";
import { DriftTable } from "./drift-table.tsx";

const TOLERANCES = [
  { value: "0", label: "Exact" },
  { value: "1", label: "1 %" },
  { value: "5", label: "5 %" },
] as const;
const SHOWN = [
  { value: "all", label: "All" },
  { value: "off", label: "Only what differs" },
] as const;

/** A provider's bill against the ledger, model by model and day by day. */
export function ReconciliationPage({ id }: { readonly id: string }) {
  const mayDelete = useMay("settings:manage");
  const [deleting, setDeleting] = useState(false);
  const [tolerance, setTolerance] = useState<(typeof TOLERANCES)[number]["value"]>("1");
  const [shown, setShown] = useState<(typeof SHOWN)[number]["value"]>("all");
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys.reconciliation(id, tolerance),
    queryFn: ({ signal }) => readReconciliation(id, tolerance, { signal }),
    placeholderData: keepPreviousData,
  });
  const crumbs = [
    { href: paths.analytics, label: "Analytics" },
    { href: paths.reconciliations, label: "Reconciliations" },
  ];
  return (
    <>
      <PageHeader
        crumbs={crumbs}
        title={data?.fileName ?? "Reconciliation"}
        meta={data ? <span className="text-muted">{data.format}</span> : null}
        actions={
          data && mayDelete ? (
            <Button icon={<Trash2 aria-hidden />} onClick={() => setDeleting(true)}>
              Delete
            </Button>
          ) : null
        }
      />
      <div className="grid gap-4 p-4 wide:px-8">
        {!data && error ? (
          <ErrorState
            title="The reconciliation could not be loaded"
            message={error.message}
            onRetry={() => void refetch()}
            busy={isFetching}
          />
        ) : null}
        {!data && !error ? <Skeleton className="h-80" /> : null}
        {data ? (
          <>
            <p className="text-muted">
              {data.fromDay} to {data.toDay}, days in UTC
              {data.provider === null ? "" : `; calls to ${data.provider}`}
              {data.skippedRows > 0 ? `; ${data.skippedRows} rows are about something else than models` : ""}
            </p>
            <DriftFigures data={data} />
            <div className="flex flex-wrap items-center gap-3">
              <span className="text-muted">They agree within</span>
              <Segmented label="Tolerance" value={tolerance} onValueChange={setTolerance} options={TOLERANCES} />
              <Segmented label="Rows" value={shown} onValueChange={setShown} options={SHOWN} className="wide:ml-auto" />
            </div>
            <DriftTable rows={shown === "all" ? data.rows : data.rows.filter(({ verdict }) => verdict !== "agrees")} />
          </>
        ) : null}
      </div>
      {deleting && data ? <DeleteReconciliation id={id} fileName={data.fileName} onClose={() => setDeleting(false)} /> : null}
    </>
  );
}

interface DeleteProps {
  readonly id: string;
  readonly fileName: string;
  readonly onClose: () => void;
}

function DeleteReconciliation({ id, fileName, onClose }: DeleteProps) {
  const client = useQueryClient();
  const router = useRouter();
  const remove = useMutation({
    mutationFn: () => deleteReconciliation(id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.reconciliations, exact: true });
      router.push(paths.reconciliations);
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete the reconciliation with ${fileName}`}
      confirmLabel="Delete"
      danger
      busy={remove.isPending}
      trouble={
        remove.error ? (
          <Note tone="danger" title="It was not deleted">
            {remove.error.message}
          </Note>
        ) : null
      }
      onConfirm={() => remove.mutate()}
    >
      What the file said is forgotten. The ledger is not touched, and the file can be imported again.
    </ConfirmDialog>
  );
}
