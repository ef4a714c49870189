"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { emptyProvider, withSimulator } from "../../components/provider-form/provider-draft.ts";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { readGateways } from "../../lib/management-api.ts";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { formToDefinition } from "./definition-bridge.ts";
import { createDraft } from "./wizard-api.ts";
import { emptyForm, type WizardForm } from "./wizard-form.ts";
import { WizardSkeleton } from "./wizard-skeleton.tsx";

/** Makes a draft and goes to it. This page leaves no trace in the history: going back must not make another. */
export function NewDraft({ simulator }: { readonly simulator: boolean }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => createDraft({ step: "details", definition: formToDefinition(simulator ? await simulatorForm() : emptyForm()) }),
    onSuccess: (draft) => {
      void queryClient.invalidateQueries({ queryKey: queryKeys.drafts });
      router.replace(`${paths.draft(draft.id)}?step=details`);
    },
  });
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    mutate();
  }, [mutate]);
  if (error) return <ErrorState title="The draft could not be made" message={error.message} onRetry={() => mutate()} busy={isPending} />;
  return <WizardSkeleton label="Making a draft" />;
}

/** A form whose provider is there already: everything works without anybody's key. */
async function simulatorForm(): Promise<WizardForm> {
  const { simulatorUrl } = await readGateways();
  return simulatorUrl ? { ...emptyForm(), providers: [withSimulator(emptyProvider(), simulatorUrl)] } : emptyForm();
}
