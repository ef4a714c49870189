"use client";

import { useQuery } from "@tanstack/react-query";
import { FileDiff, Upload } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PageHeader } from "../../components/frame/page-header.tsx";
import { Ago } from "../../components/ui/ago.tsx";
import { Button } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { LINK } from "../../components/ui/link-class.ts";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { listReconciliations } from "../../lib/reconciliations-api.ts";
import { useMay } from "../../lib/use-may.ts";
import { ImportDialog } from "./import-dialog.tsx";

/** Providers' bills that were held against the ledger. */
export function ReconciliationList() {
  const router = useRouter();
  const mayImport = useMay("settings:manage");
  const [importing, setImporting] = useState(false);
  const { data, error, refetch, isFetching } = useQuery({ queryKey: queryKeys.reconciliations, queryFn: listReconciliations });
  const button = mayImport ? (
    <Button variant="primary" icon={<Upload aria-hidden />} onClick={() => setImporting(true)}>
      Import a bill
    </Button>
  ) : null;
  return (
    <>
      <PageHeader crumbs={[{ href: paths.analytics, label: "Analytics" }]} title="Reconciliations" actions={button} />
      <div className="grid gap-4 p-4 wide:px-8">
        {!data && error ? (
          <ErrorState
            title="The reconciliations could not be loaded"
            message={error.message}
            onRetry={() => void refetch()}
            busy={isFetching}
          />
        ) : null}
        {!data && !error ? <Skeleton className="h-40" /> : null}
        {data?.length === 0 ? (
          <div className="rounded-md border border-line bg-raised">
            <EmptyState title="No bill was imported yet" icon={<FileDiff aria-hidden />}>
              Export usage or costs at OpenAI, Anthropic, AWS or Google, by model and day, as CSV or JSON. Here it is held against what was
              counted, so that a drift is seen before the invoice is paid.
            </EmptyState>
          </div>
        ) : null}
        {data && data.length > 0 ? (
          <Card flush aria-label="Imported bills">
            <Table label="Imported bills">
              <thead>
                <tr>
                  <HeadCell>File</HeadCell>
                  <HeadCell className="max-wide:hidden">Kind</HeadCell>
                  <HeadCell className="max-wide:hidden">Provider here</HeadCell>
                  <HeadCell>Days</HeadCell>
                  <HeadCell className="max-wide:hidden">Imported</HeadCell>
                </tr>
              </thead>
              <tbody>
                {data.map((row) => (
                  <Row key={row.id}>
                    <Cell className="max-w-70 truncate">
                      <Link className={LINK} href={paths.reconciliation(row.id)}>
                        {row.fileName}
                      </Link>
                    </Cell>
                    <Cell className="max-wide:hidden">{row.format}</Cell>
                    <Cell className="max-wide:hidden">{row.provider ?? <span className="text-muted">any</span>}</Cell>
                    <Cell className="max-wide:py-1.5 max-wide:whitespace-normal">
                      <span className="whitespace-nowrap">{row.fromDay} to</span> <span className="whitespace-nowrap">{row.toDay}</span>
                    </Cell>
                    <Cell className="text-muted max-wide:hidden">
                      <Ago iso={row.createdAt} /> by {row.createdBy}
                    </Cell>
                  </Row>
                ))}
              </tbody>
            </Table>
          </Card>
        ) : null}
      </div>
      {importing ? (
        <ImportDialog onClose={() => setImporting(false)} onImported={({ id }) => router.push(paths.reconciliation(id))} />
      ) : null}
    </>
  );
}
