"use client";

import type { PlanResource } from "@sluice/definition/resources";
import { ArrowDown, ArrowUp, Ban, Ellipsis, Pencil, Sunset, Upload } from "lucide-react";
import Link from "next/link";
import { digestPlan } from "../../components/plan-form/describe-plan.ts";
import { definitionToPlan } from "../../components/plan-form/plan-bridge.ts";
import { PLAN_KINDS } from "../../components/plan-form/plan-words.ts";
import { Badge } from "../../components/ui/badge.tsx";
import { Button } from "../../components/ui/button.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { LINK } from "../../components/ui/link-class.ts";
import { Menu, type MenuAction } from "../../components/ui/menu.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { plural } from "../../lib/format.ts";
import { paths } from "../../lib/paths.ts";
import type { PlanMove } from "../../lib/plans-api.ts";
import { livingOf, useSubscriptionCounts } from "../../lib/use-subscription-counts.ts";

export interface PlanRowProps {
  readonly plan: PlanResource;
  readonly mayWrite: boolean;
  /** Left out at the ends; both left out where there is nothing to change places with. */
  readonly onUp?: (() => void) | undefined;
  readonly onDown?: (() => void) | undefined;
  readonly onEdit: () => void;
  readonly onMove: (move: PlanMove) => void;
}

/** A plan: what it asks of callers, who subscribes to it, and what can be done with it. */
export function PlanRow({ plan, mayWrite, onUp, onDown, onEdit, onMove }: PlanRowProps) {
  const open = plan.status !== "CLOSED";
  return (
    <li
      aria-label={plan.name}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 border-line px-4 py-3 not-first:border-t wide:grid-cols-[minmax(0,1fr)_auto_auto]"
    >
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium wrap-anywhere">{plan.name}</span>
          <Badge tone={plan.security.type === "KEY_LESS" ? "warn" : "neutral"}>{PLAN_KINDS[plan.security.type].label}</Badge>
        </p>
        {plan.description ? <p className="wrap-anywhere text-muted">{plan.description}</p> : null}
        <p className="text-xs text-muted">{digestPlan(definitionToPlan(plan))}</p>
        {plan.selectionRule ? (
          <p className="text-xs text-muted">
            Only when <code className="text-xs wrap-anywhere">{plan.selectionRule}</code>
          </p>
        ) : null}
      </div>
      <div className="max-wide:col-span-2 max-wide:row-start-2 wide:min-w-32 wide:text-right">
        {plan.security.type === "KEY_LESS" || !open ? null : <Subscriptions plan={plan} />}
      </div>
      {mayWrite && open ? (
        <div className="flex items-center justify-end gap-1 wide:w-32">
          {onUp || onDown ? (
            <>
              <IconButton size="sm" label={`Move ${plan.name} up`} icon={<ArrowUp aria-hidden />} disabled={!onUp} onClick={onUp} />
              <IconButton size="sm" label={`Move ${plan.name} down`} icon={<ArrowDown aria-hidden />} disabled={!onDown} onClick={onDown} />
            </>
          ) : null}
          {plan.status === "STAGING" ? (
            <Button size="sm" icon={<Upload aria-hidden />} aria-label={`Publish ${plan.name}`} onClick={() => onMove("publish")}>
              Publish
            </Button>
          ) : null}
          <Menu
            trigger={<IconButton plain size="sm" label={`More for ${plan.name}`} icon={<Ellipsis aria-hidden />} />}
            groups={actions(plan, onEdit, onMove)}
          />
        </div>
      ) : null}
    </li>
  );
}

function actions(plan: PlanResource, onEdit: () => void, onMove: PlanRowProps["onMove"]): readonly (readonly MenuAction[])[] {
  const deprecate: MenuAction = { label: "Deprecate", icon: <Sunset aria-hidden />, onSelect: () => onMove("deprecate") };
  return [
    [{ label: "Edit", icon: <Pencil aria-hidden />, onSelect: onEdit }, ...(plan.status === "PUBLISHED" ? [deprecate] : [])],
    [{ label: "Close", icon: <Ban aria-hidden />, danger: true, onSelect: () => onMove("close") }],
  ];
}

function Subscriptions({ plan }: { readonly plan: PlanResource }) {
  const { data, isError } = useSubscriptionCounts({ apiId: plan.apiId, planId: plan.id });
  if (!data) return isError ? <span className="text-muted">not counted</span> : <Skeleton className="w-24 wide:ml-auto" />;
  const living = livingOf(data);
  return (
    <>
      {living === 0 ? (
        <span className="text-muted">No subscriptions</span>
      ) : (
        <Link href={`${paths.consumers(plan.apiId)}?plan=${plan.id}`} className={LINK}>
          {plural(living, "subscription")}
        </Link>
      )}
      {data.PENDING > 0 ? <span className="text-xs text-warn max-wide:ml-2 wide:block">{data.PENDING} pending</span> : null}
    </>
  );
}
