"use client";

import type { ApiSummary } from "@sluice/definition/resources";
import { ArrowRight, CirclePlay, CircleStop, Download, Ellipsis, Rocket, Trash2 } from "lucide-react";
import Link from "next/link";
import { useStartApi } from "../../components/api-actions/use-api-actions.ts";
import { ApiState } from "../../components/api-state/api-state.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Menu, type MenuAction } from "../../components/ui/menu.tsx";
import { Cell } from "../../components/ui/table.tsx";
import { paths } from "../../lib/paths.ts";
import { exportAddress } from "../../lib/transfer-api.ts";
import { CELLS, ROW } from "./row-class.ts";

export type ApiAction = "deploy" | "stop" | "delete";

export interface ApiRowProps {
  readonly api: ApiSummary;
  /** For what has a dialog: it lives outside, because deploying may take the row out of a filtered list. */
  readonly onAsk: (action: ApiAction) => void;
}

export function ApiRow({ api, onAsk }: ApiRowProps) {
  const start = useStartApi(api);
  const running: MenuAction =
    api.state === "STARTED"
      ? { label: "Stop", icon: <CircleStop aria-hidden />, onSelect: () => onAsk("stop") }
      : { label: "Start", icon: <CirclePlay aria-hidden />, onSelect: () => start.mutate() };
  const mayWrite = api.permissions.includes("apis:write");
  const mayDelete = api.permissions.includes("apis:own");
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
        <span className="relative flex justify-end">
          <Menu
            trigger={<IconButton plain size="sm" label={`More for ${api.name}`} icon={<Ellipsis aria-hidden />} />}
            groups={[
              [
                { label: "Open", icon: <ArrowRight aria-hidden />, href: paths.api(api.id) },
                ...(mayWrite ? [{ label: "Deploy", icon: <Rocket aria-hidden />, onSelect: () => onAsk("deploy") }] : []),
                ...(mayWrite && api.deploymentState !== "NOT_DEPLOYED" ? [running] : []),
                // A file is no page: the browser saves it and stays where it is.
                { label: "Export", icon: <Download aria-hidden />, onSelect: () => window.location.assign(exportAddress(api.id)) },
              ],
              ...(mayDelete ? [[{ label: "Delete", icon: <Trash2 aria-hidden />, danger: true, onSelect: () => onAsk("delete") }]] : []),
            ]}
          />
        </span>
      </Cell>
    </tr>
  );
}
