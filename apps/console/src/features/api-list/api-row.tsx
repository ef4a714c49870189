"use client";

import type { ApiSummary } from "@sluice/definition/resources";
import { ArrowRight, CirclePlay, CircleStop, Ellipsis, Rocket, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { DeleteDialog } from "../../components/api-actions/delete-dialog.tsx";
import { DeployDialog } from "../../components/api-actions/deploy-dialog.tsx";
import { StopDialog } from "../../components/api-actions/stop-dialog.tsx";
import { useStartApi } from "../../components/api-actions/use-api-actions.ts";
import { ApiState } from "../../components/api-state/api-state.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Menu, type MenuAction } from "../../components/ui/menu.tsx";
import { Cell } from "../../components/ui/table.tsx";
import { paths } from "../../lib/paths.ts";
import { CELLS, ROW } from "./row-class.ts";

type Asked = "deploy" | "stop" | "delete" | null;

export function ApiRow({ api }: { readonly api: ApiSummary }) {
  const [asked, setAsked] = useState<Asked>(null);
  const start = useStartApi(api);
  const close = () => setAsked(null);
  const running: MenuAction =
    api.state === "STARTED"
      ? { label: "Stop", icon: <CircleStop aria-hidden />, onSelect: () => setAsked("stop") }
      : { label: "Start", icon: <CirclePlay aria-hidden />, onSelect: () => start.mutate() };
  return (
    <tr className={`${ROW} hover:bg-hover max-wide:bg-raised`}>
      <Cell className={CELLS.name}>
        {/* The link covers the row; what else can be pressed lies above it. */}
        <Link href={paths.api(api.id)} className="font-medium after:absolute after:inset-0">
          {api.name}
        </Link>{" "}
        <span className="text-xs text-muted">{api.apiVersion}</span>
      </Cell>
      <Cell className={CELLS.state}>
        <ApiState api={api} />
      </Cell>
      <Cell className={CELLS.path}>
        {api.contextPaths.map((path) => (
          <code key={path} className="block">
            {path}
          </code>
        ))}
      </Cell>
      <Cell className={`${CELLS.providers} max-w-64 truncate`}>{api.providers.join(", ")}</Cell>
      <Cell className={CELLS.menu}>
        <span className="relative inline-block">
          <Menu
            trigger={<IconButton plain size="sm" label={`More for ${api.name}`} icon={<Ellipsis aria-hidden />} />}
            groups={[
              [
                { label: "Open", icon: <ArrowRight aria-hidden />, href: paths.api(api.id) },
                { label: "Deploy", icon: <Rocket aria-hidden />, onSelect: () => setAsked("deploy") },
                ...(api.deploymentState === "NOT_DEPLOYED" ? [] : [running]),
              ],
              [{ label: "Delete", icon: <Trash2 aria-hidden />, danger: true, onSelect: () => setAsked("delete") }],
            ]}
          />
        </span>
        <DeployDialog api={api} open={asked === "deploy"} onOpenChange={close} />
        <StopDialog api={api} open={asked === "stop"} onOpenChange={close} />
        <DeleteDialog api={api} open={asked === "delete"} onOpenChange={close} />
      </Cell>
    </tr>
  );
}
