"use client";

import { useEffect, useMemo, useState } from "react";
import { GatewayProblem } from "./call-gateway.ts";
import { CallerLine } from "./caller-line.tsx";
import { Composer } from "./composer.tsx";
import { PlaygroundContext, usePlace, usePlayground } from "./playground-context.ts";
import { playgroundOf } from "./playground-store.ts";
import type { Readiness } from "./readiness.ts";
import { SettingsPanel } from "./settings-panel.tsx";
import { Thread } from "./thread.tsx";
import { Toolbar } from "./toolbar.tsx";
import { useModels } from "./use-models.ts";

export interface PlaygroundViewProps {
  readonly apiId: string;
  readonly personId: string;
  readonly ready: Extract<Readiness, { kind: "ready" }>;
}

export function PlaygroundView({ apiId, personId, ready }: PlaygroundViewProps) {
  const place = useMemo(
    () => ({ playground: playgroundOf(personId, apiId), apiId, baseUrl: ready.baseUrl, ready }),
    [personId, apiId, ready],
  );
  return (
    <PlaygroundContext value={place}>
      <View />
    </PlaygroundContext>
  );
}

/** Conversation and settings side by side; one in the other's stead where it is narrow. */
function View() {
  const { playground, baseUrl, ready } = usePlace();
  const { credential, caller, models: chosen } = usePlayground();
  const [showsSettings, setShowsSettings] = useState(false);
  const needsCredential = ready.ways.keyless === null && credential === null;
  const models = useModels({ baseUrl, credential, caller, enabled: !needsCredential });
  const listed = models.data instanceof GatewayProblem ? [] : (models.data ?? []);
  const [firstListed] = listed;
  useEffect(() => {
    const { first, second } = playground.state.models;
    if (first === "" && firstListed !== undefined) playground.change({ models: { first: firstListed, second } });
  }, [playground, firstListed]);
  const column = showsSettings ? "max-roomy:hidden" : "";
  return (
    <div className="flex flex-1 flex-col roomy:grid roomy:grid-cols-[minmax(0,1fr)_344px]">
      <div className="flex min-w-0 flex-1 flex-col">
        <Toolbar models={listed} showsSettings={showsSettings} onShowSettings={setShowsSettings} />
        <div className={`flex flex-1 flex-col ${column}`}>
          <CallerLine />
          <Thread
            needsCredential={needsCredential}
            problem={models.data instanceof GatewayProblem ? models.data.problem : null}
            onRetry={() => void models.refetch()}
          />
          <Composer ready={!needsCredential && chosen.first !== ""} />
        </div>
      </div>
      <SettingsPanel className={showsSettings ? "" : "max-roomy:hidden"} />
    </div>
  );
}
