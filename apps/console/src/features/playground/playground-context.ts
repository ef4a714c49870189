"use client";

import { createContext, useContext, useSyncExternalStore } from "react";
import type { Playground, PlaygroundState } from "./playground-store.ts";
import type { Readiness } from "./readiness.ts";

export interface PlaygroundPlace {
  readonly playground: Playground;
  readonly apiId: string;
  readonly baseUrl: string;
  readonly ready: Extract<Readiness, { kind: "ready" }>;
}

export const PlaygroundContext = createContext<PlaygroundPlace | null>(null);

export function usePlace(): PlaygroundPlace {
  const place = useContext(PlaygroundContext);
  if (!place) throw new Error("a part of the playground stands outside of it");
  return place;
}

/** As it was last drawn. */
export function usePlayground(): PlaygroundState {
  const { subscribe, snapshot } = usePlace().playground;
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}
