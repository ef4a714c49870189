"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import type { ApiResource } from "@sluice/definition/resources";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { usePricedProviders } from "../../components/provider-form/use-price-proposals.ts";
import { ApiError } from "../../lib/api-client.ts";
import { readApi, updateApi } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { fromDraft, type GroupDraft, toDrafts } from "./group-draft.ts";
import { definitionWith, groupProblems } from "./group-problems.ts";

interface Editing {
  /** What was read when editing began; its version goes with the save. */
  readonly base: ApiResource;
  readonly groups: readonly GroupDraft[];
  /** The groups as saved, to see whether anything is to save. */
  readonly saved: string;
}

function begin(api: ApiResource): Editing {
  const groups = toDrafts(api.endpointGroups);
  return { base: api, groups, saved: JSON.stringify(groups.map(fromDraft)) };
}

export interface EndpointsEditor {
  readonly groups: readonly GroupDraft[];
  readonly change: (change: (groups: readonly GroupDraft[]) => readonly GroupDraft[]) => void;
  readonly dirty: boolean;
  /** On fields that were left, and on all of them once saving was tried. */
  readonly problems: FieldProblems;
  readonly onLeaveField: (path: string) => void;
  /** False when something is wrong; the problems then show. */
  readonly save: () => boolean;
  readonly saving: boolean;
  /** Somebody saved in between. */
  readonly stale: ApiError | null;
  readonly refused: Error | null;
  readonly takeTheirs: () => void;
  readonly reapplyMine: () => void;
  readonly dismissStale: () => void;
  /** Back to what is saved. */
  readonly discard: (api: ApiResource) => void;
}

/** The endpoint groups of an API while they are edited: kept from what others save until one's own save meets theirs. */
export function useEndpointsEditor(api: ApiResource): EndpointsEditor {
  const client = useQueryClient();
  const price = usePricedProviders();
  const [editing, setEditing] = useState(() => begin(api));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [fromServer, setFromServer] = useState<FieldProblems>({});
  const dirty = JSON.stringify(editing.groups.map(fromDraft)) !== editing.saved;
  // Nothing of one's own to lose: what others saved is shown. Set while drawing, so that the old is never seen.
  if (!dirty && api.version > editing.base.version) setEditing(begin(api));

  const restart = (next: ApiResource) => {
    client.setQueryData(queryKeys.api(api.id), next);
    setEditing(begin(next));
    setLeft(new Set());
    setTried(false);
    setFromServer({});
  };
  const save = useMutation({
    mutationFn: async (base: ApiResource) => {
      const groups = await priced(editing.groups, price);
      return updateApi(api.id, { ...definitionWith(base, groups), version: base.version });
    },
    onSuccess: (next) => {
      restart(next);
      toast.success("Saved.", { description: next.deploymentState === "NEED_REDEPLOY" ? "Deploy API to put it in force." : undefined });
      void client.invalidateQueries({ queryKey: queryKeys.apiList });
    },
    onError: (error) => {
      if (error instanceof ApiError) setFromServer(error.fields);
    },
  });
  const renew = useMutation({
    mutationFn: () => readApi(api.id),
    onError: (error) => toast.error("The API could not be read again.", { description: error.message }),
  });
  const local = groupProblems(editing.base, editing.groups);
  const shown = Object.fromEntries(Object.entries(local).filter(([path]) => tried || left.has(path)));
  const stale = save.error instanceof ApiError && save.error.code === "stale_write" ? save.error : null;

  return {
    groups: editing.groups,
    change: (change) => {
      // A refusal was about words that are being changed now.
      setFromServer((before) => (Object.keys(before).length > 0 ? {} : before));
      setEditing((before) => ({ ...before, groups: change(before.groups) }));
    },
    dirty,
    problems: { ...fromServer, ...shown },
    onLeaveField: (path) => setLeft((before) => (before.has(path) ? before : new Set(before).add(path))),
    save: () => {
      setTried(true);
      if (Object.keys(local).length > 0) return false;
      save.mutate(editing.base);
      return true;
    },
    saving: save.isPending || renew.isPending,
    stale,
    refused: stale ? null : save.error,
    takeTheirs: () =>
      renew.mutate(undefined, {
        onSuccess: (next) => {
          restart(next);
          save.reset();
        },
      }),
    reapplyMine: () =>
      renew.mutate(undefined, {
        onSuccess: (next) => {
          setEditing((before) => ({ ...before, base: next }));
          save.mutate(next);
        },
      }),
    dismissStale: () => save.reset(),
    discard: (saved) => {
      save.reset();
      restart(saved);
    },
  };
}

/** Models that still stand in their field come with a price, like those that were added. */
async function priced(groups: readonly GroupDraft[], price: ReturnType<typeof usePricedProviders>): Promise<readonly GroupDraft[]> {
  return Promise.all(
    groups.map(async (group) => {
      const providers = await price(group.endpoints.map((endpoint) => endpoint.provider));
      return {
        ...group,
        endpoints: group.endpoints.map((endpoint, at) => ({ ...endpoint, provider: providers[at] ?? endpoint.provider })),
      };
    }),
  );
}
