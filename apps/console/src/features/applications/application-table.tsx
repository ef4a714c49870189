import type { ApplicationResource } from "@sluice/definition/consumers";
import Link from "next/link";
import type { ReactNode } from "react";
import { Ago } from "../../components/ui/ago.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { Cell, HeadCell } from "../../components/ui/table.tsx";
import { formatCount, plural } from "../../lib/format.ts";
import { paths } from "../../lib/paths.ts";

/** On narrow screens a row is a card of two lines. */
const ROW =
  "relative max-wide:mb-2 max-wide:grid max-wide:grid-cols-[minmax(0,1fr)_auto] max-wide:gap-x-3 max-wide:gap-y-0.5 max-wide:rounded-md max-wide:border max-wide:border-line max-wide:bg-raised max-wide:p-3";
const NARROW = "max-wide:block max-wide:h-auto max-wide:border-0 max-wide:p-0 max-wide:first:pl-0 max-wide:last:pr-0";

export function ApplicationTable({ applications }: { readonly applications: readonly ApplicationResource[] }) {
  return (
    <TableFrame foot={plural(applications.length, "application")}>
      {applications.map((application) => (
        <ApplicationRow key={application.id} application={application} />
      ))}
    </TableFrame>
  );
}

function ApplicationRow({ application }: { readonly application: ApplicationResource }) {
  const { id, name, description, owners, subscriptions, lastUsedAt } = application;
  return (
    <tr className={`${ROW} hover:bg-hover`}>
      <Cell className={`${NARROW} py-2 wide:w-[36%] whitespace-normal! wrap-anywhere`}>
        {/* The link covers the row. */}
        <Link href={paths.application(id)} className="font-medium after:absolute after:inset-0">
          {name}
        </Link>
        {description ? <span className="line-clamp-1 text-xs text-muted">{description}</span> : null}
      </Cell>
      <Cell className={`${NARROW} max-wide:col-start-1 max-wide:row-start-2 max-wide:text-muted whitespace-normal! wrap-anywhere`}>
        {owners.length > 0 ? owners.join(", ") : <span className="text-muted">nobody</span>}
      </Cell>
      <Cell numeric className={`${NARROW} max-wide:col-start-2 max-wide:row-start-1`}>
        {formatCount(subscriptions.accepted)}
        <span className="wide:hidden"> subscribed</span>
      </Cell>
      <Cell numeric className="max-wide:hidden">
        {formatCount(subscriptions.pending)}
      </Cell>
      <Cell numeric className={`${NARROW} max-wide:col-start-2 max-wide:row-start-2 text-muted`}>
        <Ago iso={lastUsedAt} never="never called" />
      </Cell>
    </tr>
  );
}

const LOADING_ROWS = ["a", "b", "c", "d"];

/** As large as a short list, so that nothing jumps when it comes. */
export function LoadingApplications() {
  return (
    <div role="status" aria-label="Loading the applications">
      <TableFrame foot={null}>
        {LOADING_ROWS.map((row) => (
          <tr key={row} className={ROW}>
            <td className={`${NARROW} h-11 border-b border-line px-4`} colSpan={5}>
              <Skeleton className="w-60 max-w-full" />
            </td>
          </tr>
        ))}
      </TableFrame>
    </div>
  );
}

function TableFrame({ children, foot }: { readonly children: ReactNode; readonly foot: string | null }) {
  return (
    <div className="rounded-md border border-line bg-raised max-wide:border-0 max-wide:bg-transparent">
      <table aria-label="Applications" className="w-full border-collapse max-wide:block">
        <thead className="max-wide:sr-only">
          <tr>
            <HeadCell>Application</HeadCell>
            <HeadCell>Owner</HeadCell>
            <HeadCell numeric>Accepted</HeadCell>
            <HeadCell numeric>Pending</HeadCell>
            <HeadCell numeric>Last use</HeadCell>
          </tr>
        </thead>
        <tbody className="max-wide:block">{children}</tbody>
      </table>
      {foot ? <p className="flex h-10 items-center border-line px-4 text-muted wide:border-t max-wide:px-1">{foot}</p> : null}
    </div>
  );
}
