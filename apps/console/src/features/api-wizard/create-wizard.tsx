"use client";

import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { ApiError } from "../../lib/api-client.ts";
import { Wizard } from "./wizard.tsx";
import { readDraft } from "./wizard-api.ts";

/** The wizard of one draft, loaded once: what another tab writes is found when this one saves. */
export function CreateWizard({ draftId }: { readonly draftId: string }) {
  const query = useQuery({
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
  return <WizardSkeleton />;
}

function DraftGone() {
  return (
    <EmptyState
      title="This draft is gone"
      action={
        <ButtonLink href="/apis" variant="primary">
          All APIs
        </ButtonLink>
      }
    >
      It was discarded, or an API was made of it.
    </EmptyState>
  );
}

function WizardSkeleton() {
  return (
    <div className="grid gap-5 p-4 wide:px-8 wide:pt-20 wide:pl-74" role="status" aria-label="Loading the draft">
      <Skeleton className="h-7 w-80 max-w-full" />
      <Skeleton className="h-8 w-140 max-w-full" />
      <Skeleton className="h-8 w-140 max-w-full" />
    </div>
  );
}
