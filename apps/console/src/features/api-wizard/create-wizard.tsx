"use client";

import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { ApiError } from "../../lib/api-client.ts";
import { paths } from "../../lib/paths.ts";
import { Wizard } from "./wizard.tsx";
import { readDraft } from "./wizard-api.ts";
import { WizardSkeleton } from "./wizard-skeleton.tsx";

/** The wizard of one draft, loaded once: what another tab writes is found when this one saves. */
export function CreateWizard({ draftId }: { readonly draftId: string }) {
  const query = useQuery({
    // Not among the list's: what is listed anew must not take a wizard from under a person's hands.
    queryKey: ["wizard", "draft", draftId],
    queryFn: ({ signal }) => readDraft(draftId, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  // A new key makes a new wizard: Reload means to forget what this tab holds.
  if (query.data) return <Wizard key={query.dataUpdatedAt} draft={query.data} onReload={() => void query.refetch()} />;
  if (query.error instanceof ApiError && query.error.status === 404) return <DraftGone />;
  if (query.error)
    return (
      <ErrorState
        title="The draft could not be loaded"
        message={query.error.message}
        onRetry={() => void query.refetch()}
        busy={query.isFetching}
      />
    );
  return <WizardSkeleton label="Loading the draft" />;
}

function DraftGone() {
  return (
    <EmptyState
      title="This draft is gone"
      action={
        <ButtonLink href={paths.apis} variant="primary">
          All APIs
        </ButtonLink>
      }
    >
      It was discarded, or an API was made of it.
    </EmptyState>
  );
}
