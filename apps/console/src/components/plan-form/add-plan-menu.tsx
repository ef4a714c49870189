"use client";

import type { PlanSecurityType } from "@sluice/definition/plan";
import { FileBadge, Fingerprint, KeyRound, LockOpen, Plus, Ticket } from "lucide-react";
import type { ReactNode } from "react";
import { Button, type ButtonProps } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";
import { PLAN_KINDS } from "./plan-words.ts";

/** As in Gravitee's menu: the most of proof first. */
const KINDS: readonly (readonly [PlanSecurityType, ReactNode])[] = [
  ["MTLS", <FileBadge key="mtls" aria-hidden />],
  ["OAUTH2", <Fingerprint key="oauth2" aria-hidden />],
  ["JWT", <Ticket key="jwt" aria-hidden />],
  ["API_KEY", <KeyRound key="api-key" aria-hidden />],
  ["KEY_LESS", <LockOpen key="keyless" aria-hidden />],
];

export interface AddPlanMenuProps extends Pick<ButtonProps, "size" | "variant"> {
  readonly onAdd: (kind: PlanSecurityType) => void;
  readonly align?: "start" | "end";
}

export function AddPlanMenu({ onAdd, align = "end", ...look }: AddPlanMenuProps) {
  return (
    <Menu
      align={align}
      trigger={
        <Button {...look} icon={<Plus aria-hidden />}>
          Add plan
        </Button>
      }
      groups={[
        KINDS.map(([kind, icon]) => ({
          label: PLAN_KINDS[kind].name,
          icon,
          onSelect: () => onAdd(kind),
        })),
      ]}
    />
  );
}
