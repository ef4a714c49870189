"use client";

import type { ApiResource } from "@sluice/definition/resources";
import { createContext, useContext } from "react";
import type { LaneSlot } from "./action-tools.ts";
import type { Studio } from "./use-studio.ts";
import type { StudioActions } from "./use-studio-actions.ts";

export interface Copied {
  readonly what: "step" | "flow";
  readonly key: string;
}

export interface StudioPage {
  readonly api: ApiResource;
  readonly scope: string;
  readonly studio: Studio;
  readonly actions: StudioActions;
  readonly mayWrite: boolean;
  readonly askForStep: (place: LaneSlot) => void;
  readonly askToCopy: (copied: Copied) => void;
}

export const StudioPageContext = createContext<StudioPage | null>(null);

/** What every part of the studio's page works with. */
export function useStudioPage(): StudioPage {
  const page = useContext(StudioPageContext);
  if (!page) throw new Error("This belongs inside the policy studio.");
  return page;
}
