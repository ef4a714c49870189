"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { DialogButtons } from "../../components/ui/dialog-buttons.tsx";
import { Field } from "../../components/ui/field.tsx";
import { LINK } from "../../components/ui/link-class.ts";
import { RadioCards } from "../../components/ui/radio-cards.tsx";
import { SecretInput } from "../../components/ui/secret-input.tsx";
import { Select } from "../../components/ui/select.tsx";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { listSubscriptions } from "../../lib/subscriptions-api.ts";
import { callAsApplication, callWith, letGo } from "./credential.ts";
import { usePlace, usePlayground } from "./playground-context.ts";
import type { WaysIn } from "./readiness.ts";

type Way = "keyless" | "application" | "typed";

/** As whom the calls are made: as nobody, as one of the person's applications, or by what is typed. */
export function CallerDialog({ onClose }: { readonly onClose: () => void }) {
  const { playground, ready, apiId } = usePlace();
  const { credential } = usePlayground();
  const client = useQueryClient();
  const { data: subscriptions } = useOwnSubscriptions(apiId, ready.ways.keys);
  const [way, setWay] = useState<Way>(() => usualWay(ready.ways, credential?.made ? "application" : credential ? "typed" : null));
  const [chosen, setChosen] = useState("");
  const [typed, setTyped] = useState("");
  const subscription = subscriptions?.find(({ id }) => id === chosen) ?? subscriptions?.[0];
  const apply = useMutation({
    mutationFn: async () => {
      if (way === "keyless") letGo(playground);
      else if (way === "typed") callWith(playground, typed.trim());
      else if (subscription) await callAsApplication(playground, subscription);
    },
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.subscriptions }),
  });
  const isReady = way === "keyless" || (way === "typed" ? typed.trim() !== "" : subscription !== undefined);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Call as"
      description="Plans, limits and policies apply as to any caller. A key stays in this page's memory, and is gone with it."
      onSubmit={() => isReady && apply.mutate()}
      footer={
        <DialogButtons
          submit={way === "application" ? "Make a key and call with it" : way === "typed" ? "Call with it" : "Call without a key"}
          disabled={!isReady}
          busy={apply.isPending}
          onCancel={onClose}
        />
      }
    >
      <div className="grid gap-4">
        <RadioCards legend="Caller" value={way} onValueChange={setWay} options={waysOf(ready.ways)} />
        {way === "application" ? (
          subscriptions?.length === 0 ? (
            <p className="text-muted">
              None of your applications has an accepted subscription to a plan with keys here.{" "}
              <Link href={paths.applications} className={LINK}>
                Subscribe one
              </Link>
              , or enter a key that you have.
            </p>
          ) : (
            <Field
              label="Application"
              hint="A key named Playground is made for it. It ends after an hour, and when you change the caller or leave."
            >
              <Select
                value={subscription?.id ?? ""}
                options={(subscriptions ?? []).map(({ id, applicationName, planName }) => ({
                  value: id,
                  label: `${applicationName} · ${planName}`,
                }))}
                onValueChange={setChosen}
              />
            </Field>
          )
        ) : null}
        {way === "typed" ? (
          <Field
            label={ready.ways.tokens ? "Key or access token" : "Key"}
            hint="Sent as Authorization: Bearer … to the gateway, and to nobody else."
          >
            <SecretInput value={typed} onValueChange={setTyped} masked={false} />
          </Field>
        ) : null}
        {apply.error ? <RefusalNote title="No key could be made" error={apply.error} /> : null}
      </div>
    </Dialog>
  );
}

function usualWay({ keyless, keys }: WaysIn, now: Way | null): Way {
  return now ?? (keyless === null ? (keys ? "application" : "typed") : "keyless");
}

function waysOf({ keyless, keys, tokens }: WaysIn) {
  return [
    ...(keyless === null ? [] : [{ value: "keyless" as const, title: "Without a key", description: `By the plan ${keyless}.` }]),
    ...(keys
      ? [{ value: "application" as const, title: "As one of your applications", description: "By a key that is made for the purpose." }]
      : []),
    ...(keys || tokens
      ? [
          {
            value: "typed" as const,
            title: tokens ? "With a key or token that you enter" : "With a key that you enter",
            description: "As an application holds one.",
          },
        ]
      : []),
  ];
}

const MOST = "100";

/** Accepted subscriptions to this API whose keys are the person's to make. */
function useOwnSubscriptions(apiId: string, enabled: boolean) {
  const query = { apiId, status: "ACCEPTED", perPage: MOST };
  return useQuery({
    queryKey: queryKeys.subscriptionList(query),
    queryFn: ({ signal }) => listSubscriptions(query, { signal }),
    select: ({ data }) =>
      data.filter(({ planSecurity, permissions }) => planSecurity === "API_KEY" && permissions.includes("applications:write")),
    enabled,
  });
}
