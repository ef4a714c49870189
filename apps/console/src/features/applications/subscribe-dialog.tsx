"use client";

import type { ApplicationResource, CatalogueEntry, SubscriptionResource } from "@sluice/definition/consumers";
import { useMutation } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useState } from "react";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { DialogButtons } from "../../components/ui/dialog-buttons.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { Textarea } from "../../components/ui/textarea.tsx";
import { subscribe } from "../../lib/subscriptions-api.ts";
import { PlanChoice } from "./plan-choice.tsx";
import { useApplicationChanged, useCatalogue, useSubscriptions } from "./use-application.ts";

const LONGEST_WORD = 250;
/** More APIs than this are found by typing. */
const FEW = 4;

export interface SubscribeDialogProps {
  readonly application: ApplicationResource;
  readonly onClose: () => void;
  readonly onSubscribed: (subscription: SubscriptionResource) => void;
}

/** The catalogue: APIs, their plans, and a word to whoever decides. */
export function SubscribeDialog({ application, onClose, onSubscribed }: SubscribeDialogProps) {
  const [planId, setPlanId] = useState("");
  const [request, setRequest] = useState("");
  const changed = useApplicationChanged();
  const catalogue = useCatalogue();
  const plan = catalogue.data?.flatMap(({ plans }) => plans).find(({ id }) => id === planId);
  const asks = plan?.validation === "MANUAL";
  const send = useMutation({
    mutationFn: () => subscribe(application.id, { planId, ...(asks && request.trim() ? { request } : {}) }),
    onSuccess: async (subscription) => {
      await changed();
      onSubscribed(subscription);
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Subscribe to an API"
      description={`${application.name} may call it as the plan allows.`}
      onSubmit={() => plan && !send.isPending && send.mutate()}
      footer={<DialogButtons submit={asks ? "Ask for access" : "Subscribe"} busy={send.isPending} disabled={!plan} onCancel={onClose} />}
    >
      <div className="grid gap-4">
        <Catalogue application={application} planId={planId} onChoose={setPlanId} />
        {asks ? (
          <Field
            label="A word to the publisher"
            aside="optional"
            hint="What you need it for. The publisher of the API decides, and you see the answer here."
          >
            <Textarea rows={2} limit={LONGEST_WORD} value={request} onChange={(event) => setRequest(event.target.value)} />
          </Field>
        ) : null}
        {send.error ? <RefusalNote title="Not subscribed" error={send.error} /> : null}
      </div>
    </Dialog>
  );
}

interface CatalogueProps {
  readonly application: ApplicationResource;
  readonly planId: string;
  readonly onChoose: (planId: string) => void;
}

function Catalogue({ application, planId, onChoose }: CatalogueProps) {
  const [text, setText] = useState("");
  const { data, error, refetch, isFetching } = useCatalogue();
  const { data: subscriptions } = useSubscriptions(application.id);
  if (error && !data)
    return (
      <ErrorState title="The catalogue could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />
    );
  if (!data || !subscriptions) return <Skeleton className="h-40 w-full" />;
  if (data.length === 0)
    return <EmptyState title="No API takes subscribers yet">One appears here as soon as it has a published plan.</EmptyState>;
  const shown = data.filter((entry) => fits(entry, text));
  return (
    <>
      {data.length > FEW ? (
        <search>
          <TextInput
            type="search"
            aria-label="Find an API by name, path, model"
            placeholder="Find an API by name, path, model"
            lead={<Search aria-hidden />}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </search>
      ) : null}
      {shown.length === 0 ? <p className="py-4 text-center text-muted">No API fits.</p> : null}
      {shown.map((entry) => (
        <PlanChoice
          key={entry.apiId}
          entry={entry}
          application={application}
          subscriptions={subscriptions}
          planId={planId}
          onChoose={onChoose}
        />
      ))}
    </>
  );
}

function fits({ name, description, contextPaths, models }: CatalogueEntry, text: string): boolean {
  const haystack = [name, description, ...contextPaths, ...models].join("\n").toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
