"use client";

import { useEffect, useEffectEvent } from "react";
import { Note, type NoteTone } from "../ui/note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { GatewayRows } from "./gateway-rows.tsx";
import { type GatewayWord, headline } from "./gateway-word.ts";
import { useDeploymentWord } from "./use-deployment-word.ts";

export interface DeploymentWordProps {
  readonly apiId: string;
  readonly revision: number;
  /** Every gateway has spoken, or has had its time. */
  readonly onSettled?: () => void;
}

const TONES = { waiting: "info", live: "ok", rejected: "danger", silent: "warn" } as const satisfies Record<
  GatewayWord["verdict"],
  NoteTone
>;

/** What the gateways say of a revision, as they say it. */
export function DeploymentWord({ apiId, revision, onSettled }: DeploymentWordProps) {
  const { word, error } = useDeploymentWord(apiId, revision);
  const settled = word !== null && word.verdict !== "waiting";
  const tell = useEffectEvent(() => onSettled?.());
  // The lists of the page are asked again once the gateways, which are outside, have spoken.
  useEffect(() => {
    if (settled) tell();
  }, [settled]);
  if (!word)
    return error ? (
      <Note tone="warn" role="alert" title="Deployed; the gateways' word is not known">
        <p>{error.message}</p>
      </Note>
    ) : (
      <Skeleton className="h-24 w-full" />
    );
  return (
    <div className="grid gap-3">
      <Note tone={TONES[word.verdict]} role="status" title={headline(word)} />
      <GatewayRows word={word} />
    </div>
  );
}
