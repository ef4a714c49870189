"use client";

import type { ApiSummary } from "@sluice/definition/resources";
import { DeleteDialog } from "../../components/api-actions/delete-dialog.tsx";
import { DeployDialog } from "../../components/api-actions/deploy-dialog.tsx";
import { StopDialog } from "../../components/api-actions/stop-dialog.tsx";
import type { ApiAction } from "./api-row.tsx";

export interface AskedAction {
  readonly action: ApiAction;
  readonly api: ApiSummary;
}

const DIALOGS = { deploy: DeployDialog, stop: StopDialog, delete: DeleteDialog } as const satisfies Record<ApiAction, unknown>;

/** The dialog of what was chosen in a row's menu. */
export function AskedDialog({ action, api, onClose }: AskedAction & { readonly onClose: () => void }) {
  const Dialog = DIALOGS[action];
  return <Dialog api={api} open onOpenChange={onClose} />;
}
