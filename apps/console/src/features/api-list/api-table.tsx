"use client";

import type { ApiSummary, Draft } from "@sluice/definition/resources";
import type { ReactNode } from "react";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { HeadCell } from "../../components/ui/table.tsx";
import { plural } from "../../lib/format.ts";
import { type ApiAction, ApiRow } from "./api-row.tsx";
import { DraftRow } from "./draft-row.tsx";
import { CELLS, ROW } from "./row-class.ts";

export interface ApiTableProps {
  readonly apis: readonly ApiSummary[];
  readonly drafts: readonly Draft[];
  readonly onAsk: (action: ApiAction, api: ApiSummary) => void;
}

export function ApiTable({ apis, drafts, onAsk }: ApiTableProps) {
  const providers = new Set(apis.flatMap((api) => api.providers)).size;
  return (
    <TableFrame
      foot={
        apis.length > 0 ? (
          <p className="flex h-10 items-center border-line px-4 text-muted wide:border-t max-wide:px-1">
            {plural(apis.length, "API")} · {plural(providers, "provider")}
          </p>
        ) : null
      }
    >
      {drafts.map((draft) => (
        <DraftRow key={draft.id} draft={draft} />
      ))}
      {apis.map((api) => (
        <ApiRow key={api.id} api={api} onAsk={(action) => onAsk(action, api)} />
      ))}
    </TableFrame>
  );
}

const LOADING_ROWS = ["a", "b", "c", "d", "e"];

/** As large as a short list, so that nothing jumps when it comes. */
export function LoadingApis() {
  return (
    <div role="status" aria-label="Loading the APIs">
      <TableFrame foot={null}>
        {LOADING_ROWS.map((row) => (
          <tr key={row} className={`${ROW} max-wide:bg-raised`}>
            <td className={`${CELLS.name} h-11 border-b border-line px-4`}>
              <Skeleton className="w-40 max-w-full" />
            </td>
            <td className={`${CELLS.state} h-11 border-b border-line px-3`}>
              <Skeleton className="w-24" />
            </td>
            <td className={`${CELLS.path} h-11 border-b border-line px-3`}>
              <Skeleton className="w-28" />
            </td>
            <td className={`${CELLS.providers} h-11 border-b border-line px-3`}>
              <Skeleton className="w-32" />
            </td>
            <td className="h-11 border-b border-line max-wide:hidden" />
          </tr>
        ))}
      </TableFrame>
    </div>
  );
}

function TableFrame({ children, foot }: { readonly children: ReactNode; readonly foot: ReactNode }) {
  return (
    <div className="rounded-md border border-line bg-raised max-wide:border-0 max-wide:bg-transparent">
      <table aria-label="APIs" className="w-full border-collapse max-wide:block">
        <thead className="max-wide:sr-only">
          <tr>
            <HeadCell>API</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell>Context path</HeadCell>
            <HeadCell>Providers</HeadCell>
            <HeadCell>
              <span className="sr-only">Actions</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody className="max-wide:block">{children}</tbody>
      </table>
      {foot}
    </div>
  );
}
