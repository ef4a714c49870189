"use client";

import type { BudgetResource } from "@sluice/definition/budgets";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, Pencil, Plus, Trash2, Wallet } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { Badge } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Menu } from "../../../components/ui/menu.tsx";
import { deleteBudget, listBudgets } from "../../../lib/cost-api.ts";
import { formatLarge } from "../../../lib/format-amount.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { useMay, useMaySomewhere } from "../../../lib/use-may.ts";
import { LoadingRows } from "../loading-rows.tsx";
import { AlertHistory } from "./alert-history.tsx";
import { BudgetBar } from "./budget-bar.tsx";
import { BudgetDialog } from "./budget-dialog.tsx";
import { MailCard } from "./mail-card.tsx";

const PERIODS = { DAY: "a day", WEEK: "a week", MONTH: "a month" } as const;
const LOOK_EVERY_MS = 15_000;

/** What may be spent, what is, and who was told. */
export function BudgetsPage() {
  const budgets = useQuery({
    queryKey: queryKeys.budgets,
    queryFn: ({ signal }) => listBudgets({ signal }),
    refetchInterval: LOOK_EVERY_MS,
  });
  const somewhere = useMaySomewhere();
  const maySet = useMay("settings:manage");
  const mayAdd = maySet || somewhere.includes("apis:write") || somewhere.includes("applications:write");
  const [editing, setEditing] = useState<BudgetResource | "new" | null>(null);
  const [deleting, setDeleting] = useState<BudgetResource | null>(null);
  const add = mayAdd ? (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setEditing("new")}>
      Add a budget
    </Button>
  ) : null;
  return (
    <>
      <Card
        flush
        title="Budgets"
        note="they warn and refuse nothing; to refuse, set a limit as a policy"
        actions={budgets.data?.length ? add : null}
      >
        {budgets.error && !budgets.data ? (
          <ErrorState
            title="The budgets could not be loaded"
            message={budgets.error.message}
            onRetry={() => void budgets.refetch()}
            busy={budgets.isFetching}
          />
        ) : !budgets.data ? (
          <LoadingRows label="Loading the budgets" />
        ) : budgets.data.length === 0 ? (
          <EmptyState title="No budget yet" icon={<Wallet aria-hidden />} action={add}>
            Say what everything, an API, an application or a plan may cost in a day, a week or a month, and who hears of it in time.
          </EmptyState>
        ) : (
          <ul aria-label="Budgets">
            {budgets.data.map((budget) => (
              <BudgetItem key={budget.id} budget={budget} onEdit={mayAdd ? setEditing : null} onDelete={setDeleting} />
            ))}
          </ul>
        )}
      </Card>
      {maySet ? <MailCard /> : null}
      {editing ? <BudgetDialog budget={editing === "new" ? null : editing} onClose={() => setEditing(null)} /> : null}
      {deleting ? <DeleteBudget budget={deleting} onClose={() => setDeleting(null)} /> : null}
    </>
  );
}

interface BudgetItemProps {
  readonly budget: BudgetResource;
  readonly onEdit: ((budget: BudgetResource) => void) | null;
  readonly onDelete: (budget: BudgetResource) => void;
}

function BudgetItem({ budget, onEdit, onDelete }: BudgetItemProps) {
  return (
    <li className="grid gap-2 border-line px-4 py-3 not-first:border-t">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            <span className="wrap-anywhere">{budget.name}</span>
            {budget.enabled ? null : <Badge>off</Badge>}
          </p>
          <p className="text-muted wrap-anywhere">
            {placeOf(budget)} · {PERIODS[budget.period]}, {budget.timeZone}
          </p>
        </div>
        {onEdit ? (
          <Menu
            trigger={<IconButton plain size="sm" label={`More for ${budget.name}`} icon={<Ellipsis aria-hidden />} />}
            groups={[
              [{ label: "Change", icon: <Pencil aria-hidden />, onSelect: () => onEdit(budget) }],
              [{ label: "Delete", icon: <Trash2 aria-hidden />, danger: true, onSelect: () => onDelete(budget) }],
            ]}
          />
        ) : null}
      </div>
      <BudgetBar {...budget} />
      {budget.unpricedTokens > 0 ? (
        <p className="text-xs text-warn">{formatLarge(budget.unpricedTokens)} tokens of models without a price are not in it</p>
      ) : null}
      <AlertHistory budget={budget} />
    </li>
  );
}

function placeOf({ placeName, apiId, applicationId, planId }: BudgetResource): string {
  if (apiId) return `API ${placeName ?? "that is gone"}`;
  if (applicationId) return `Application ${placeName ?? "that is gone"}`;
  return planId ? `Plan ${placeName ?? "that is gone"}` : "Everything";
}

function DeleteBudget({ budget, onClose }: { readonly budget: BudgetResource; readonly onClose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteBudget(budget.id),
    onSuccess: () => {
      toast.success(`${budget.name} is deleted.`);
      onClose();
      return client.invalidateQueries({ queryKey: queryKeys.budgets });
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete ${budget.name}?`}
      confirmLabel="Delete the budget"
      danger
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      <p>Its history of alerts goes with it. Nothing that was spent changes.</p>
      {remove.error ? <p className="mt-2 text-danger">{remove.error.message}</p> : null}
    </ConfirmDialog>
  );
}
