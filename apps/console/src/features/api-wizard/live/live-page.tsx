"use client";

import { publishedModels } from "@sluice/definition/model-id";
import type { ApiResource } from "@sluice/definition/resources";
import { useQuery } from "@tanstack/react-query";
import { Check, CircleAlert, LoaderCircle, TriangleAlert } from "lucide-react";
import { GatewayRows } from "../../../components/deployment-word/gateway-rows.tsx";
import { type GatewayWord, headline } from "../../../components/deployment-word/gateway-word.ts";
import { useDeploymentWord } from "../../../components/deployment-word/use-deployment-word.ts";
import { CallsCard, ModelsCard } from "../../../components/ready-calls/calls-card.tsx";
import type { ReadyCall } from "../../../components/ready-calls/ready-calls.ts";
import { ButtonLink } from "../../../components/ui/button-link.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Note } from "../../../components/ui/note.tsx";
import { readApi, readGateways } from "../../../lib/management-api.ts";
import { paths } from "../../../lib/paths.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { definitionToForm } from "../definition-bridge.ts";
import { FooterBar } from "../frame/wizard-footer.tsx";
import { WizardFrame } from "../frame/wizard-frame.tsx";
import { WizardStepper } from "../frame/wizard-stepper.tsx";
import { WizardSkeleton } from "../wizard-skeleton.tsx";

/** After *Save and Deploy API*: the gateways' word, and the first call. */
export function LivePage({ apiId, revision }: { readonly apiId: string; readonly revision: number }) {
  const api = useQuery({ queryKey: queryKeys.api(apiId), queryFn: ({ signal }) => readApi(apiId, { signal }) });
  if (api.data) return <Live api={api.data} revision={revision} />;
  if (api.error)
    return (
      <ErrorState
        title="The API could not be loaded"
        message={api.error.message}
        onRetry={() => void api.refetch()}
        busy={api.isFetching}
      />
    );
  return <WizardSkeleton label="Loading the API" />;
}

function Live({ api, revision }: { readonly api: ApiResource; readonly revision: number }) {
  const { word, error } = useDeploymentWord(api.id, revision);
  const { data: gateways } = useQuery({ queryKey: queryKeys.gateways, queryFn: ({ signal }) => readGateways({ signal }) });
  const models = publishedModels(api);
  const [model] = models;
  const call = {
    baseUrl: `${gateways?.gatewayUrl ?? ""}${api.listeners[0]?.paths[0]?.path ?? ""}`,
    modelId: model?.id ?? "",
    needsKey: needsKey(api),
  };
  return (
    <WizardFrame
      crumb={api.name}
      step={null}
      stepper={
        <WizardStepper
          form={definitionToForm(api)}
          current={null}
          furthest="summary"
          subtitle="Saved and deployed"
          summaryDigest={`Deployed, revision ${revision}`}
        />
      }
    >
      <main className="flex-1 p-4 wide:px-8 wide:pt-6 wide:pb-8">
        <LiveHeading api={api} revision={revision} word={word} baseUrl={call.baseUrl} />
        {error && !word ? (
          <Note tone="warn" title="The gateways' word is not known">
            <p className="text-muted">{error.message}</p>
          </Note>
        ) : null}
        <div className="grid gap-4">
          {word && word.rows.length > 0 ? <GatewayRows word={word} /> : null}
          {word ? <WhatToDo word={word} /> : null}
          {call.needsKey ? <KeyNote /> : null}
          {model && gateways ? <Calls call={call} modelIds={models.map(({ id }) => id)} /> : null}
        </div>
      </main>
      <FooterBar>
        <ButtonLink href={paths.apis}>All APIs</ButtonLink>
        <div className="ml-auto flex min-w-0 items-center gap-2">
          {word?.verdict === "live" ? <ButtonLink href={paths.playground(api.id)}>Try it</ButtonLink> : null}
          <ButtonLink href={paths.api(api.id)} variant="primary">
            Open {api.name}
          </ButtonLink>
        </div>
      </FooterBar>
    </WizardFrame>
  );
}

function Calls({ call, modelIds }: { readonly call: ReadyCall; readonly modelIds: readonly string[] }) {
  return (
    <div className="grid items-start gap-4 roomy:grid-cols-2">
      <CallsCard call={call} />
      <ModelsCard call={call} modelIds={modelIds} />
    </div>
  );
}

interface LiveHeadingProps {
  readonly api: ApiResource;
  readonly revision: number;
  readonly word: GatewayWord | null;
  readonly baseUrl: string;
}

const HEADING_LOOKS = {
  live: { icon: <Check aria-hidden />, tone: "border-ok-line bg-ok-wash text-ok" },
  waiting: { icon: <LoaderCircle aria-hidden />, tone: "border-line bg-sunken text-muted" },
  silent: { icon: <TriangleAlert aria-hidden />, tone: "border-warn-line bg-warn-wash text-warn" },
  rejected: { icon: <CircleAlert aria-hidden />, tone: "border-danger-line bg-danger-wash text-danger" },
} as const satisfies Record<GatewayWord["verdict"], unknown>;

function LiveHeading({ api, revision, word, baseUrl }: LiveHeadingProps) {
  const look = HEADING_LOOKS[word?.verdict ?? "waiting"];
  return (
    <div className="mb-6 grid grid-cols-[40px_minmax(0,1fr)] items-center gap-4">
      <span className={`grid size-10 place-items-center rounded-full border [&_.lucide]:size-5 [&_.lucide]:stroke-2 ${look.tone}`}>
        {look.icon}
      </span>
      <div>
        <div role="status">
          <h1>{word ? headline(word) : "Waiting for the gateways"}</h1>
        </div>
        <p className="text-muted wrap-anywhere">
          {api.name} {api.apiVersion} · revision {revision} · <code>{baseUrl}</code>
        </p>
      </div>
    </div>
  );
}

/** What a person can do about gateways that did not take the revision. Nothing when all did. */
function WhatToDo({ word }: { readonly word: GatewayWord }) {
  if (word.verdict === "rejected")
    return (
      <Note tone="danger" title="What to do">
        <p className="text-muted">
          Correct what the gateway names above, on the API's pages, and deploy again. What was live before stays live; nothing is lost.
        </p>
      </Note>
    );
  if (word.verdict !== "silent") return null;
  return (
    <Note tone="warn" title="What to do">
      <p className="text-muted">
        Look whether the gateway runs and reaches the database. The revision is kept: a gateway takes it as soon as it is back, without
        another deployment.
      </p>
    </Note>
  );
}

function needsKey(api: ApiResource): boolean {
  const published = api.plans.filter((plan) => plan.status === "PUBLISHED");
  return published.length > 0 && published.every((plan) => plan.security.type !== "KEY_LESS");
}

function KeyNote() {
  return (
    <Note title="Callers need a key">
      <p className="text-muted">
        Subscribe an application to the plan: <code>POST /api/v1/applications</code>, then{" "}
        <code>POST /api/v1/applications/&#123;id&#125;/subscriptions</code> with the plan's id. The answer holds the key, in full only that
        once.
      </p>
    </Note>
  );
}
