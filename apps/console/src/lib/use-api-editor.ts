"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import type { ApiResource } from "@sluice/definition/resources";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { ApiError } from "./api-client.ts";
import { readApi, updateApi } from "./management-api.ts";
import { queryKeys } from "./query-keys.ts";

/** What of an API a page edits. */
export interface EditedPart<Draft> {
  /** `former`: what stands on the page while something newer is saved or read. */
  readonly draftOf: (api: ApiResource, former?: Draft) => Draft;
  /** What would be saved, to see whether anything is to save. */
  readonly contentOf: (draft: Draft) => string;
  readonly isWrong: (draft: Draft, base: ApiResource) => boolean;
  /** The whole definition with the draft in it. */
  readonly definitionWith: (base: ApiResource, draft: Draft) => Definition | Promise<Definition>;
}
type Definition = Readonly<Record<string, unknown>>;

export interface ApiEditor<Draft> {
  readonly draft: Draft;
  /** What was read when editing began; its version goes with the save. */
  readonly base: ApiResource;
  readonly change: (change: (draft: Draft) => Draft) => void;
  readonly dirty: boolean;
  /** Saving was tried: everything that is wrong is said. */
  readonly tried: boolean;
  /** Those of these problems that are said: on fields that were left, and on all of them once saving was tried. */
  readonly said: (problems: FieldProblems) => FieldProblems;
  readonly onLeaveField: (path: string) => void;
  /** False when something is wrong; the problems then show. */
  readonly save: () => boolean;
  readonly saving: boolean;
  /** Somebody saved in between. */
  readonly stale: ApiError | null;
  /** The server's word on what was saved last, until that is changed. */
  readonly refused: Error | null;
  readonly takeTheirs: () => void;
  readonly reapplyMine: () => void;
  readonly dismissStale: () => void;
  /** Back to what is saved. */
  readonly discard: () => void;
}

/** A part of an API while it is edited: kept from what others save until one's own save meets theirs. */
export function useApiEditor<Draft>(api: ApiResource, part: EditedPart<Draft>): ApiEditor<Draft> {
  const client = useQueryClient();
  const begin = (base: ApiResource, former?: Draft) => {
    const draft = part.draftOf(base, former);
    return { base, draft, saved: part.contentOf(draft) };
  };
  const [{ base, draft, saved }, setEditing] = useState(() => begin(api));
  const [tried, setTried] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const dirty = part.contentOf(draft) !== saved;
  // Nothing of one's own to lose: what others saved is shown. Set while drawing, so that the old is never seen.
  if (!dirty && api.version > base.version) setEditing(begin(api, draft));

  const restart = (next: ApiResource, { keep }: { readonly keep: boolean }) => {
    client.setQueryData(queryKeys.api(api.id), next);
    setTried(false);
    setLeft(new Set());
    setEditing((before) => begin(next, keep ? before.draft : undefined));
  };
  const { save, renew } = useCalls(api.id, {
    definitionOn: (onto) => part.definitionWith(onto, draft),
    onSaved: (next) => restart(next, { keep: true }),
  });
  const stale = save.error instanceof ApiError && save.error.code === "stale_write" ? save.error : null;
  const refused = stale ? null : save.error;
  const afresh = (next: ApiResource) => {
    save.reset();
    restart(next, { keep: false });
  };
  return {
    ...{ draft, base, dirty, tried, stale, refused },
    said: (problems) => Object.fromEntries(Object.entries(problems).filter(([path]) => tried || left.has(path))),
    onLeaveField: (path) => setLeft((before) => (before.has(path) ? before : new Set(before).add(path))),
    change: (change) => {
      // A refusal was about words that are being changed now.
      if (refused) save.reset();
      setEditing((before) => ({ ...before, draft: change(before.draft) }));
    },
    save: () => {
      setTried(true);
      if (part.isWrong(draft, base)) return false;
      save.mutate(base);
      return true;
    },
    saving: save.isPending || renew.isPending,
    takeTheirs: () => renew.mutate(undefined, { onSuccess: afresh }),
    reapplyMine: () =>
      renew.mutate(undefined, {
        onSuccess: (next) => {
          setEditing((before) => ({ ...before, base: next }));
          save.mutate(next);
        },
      }),
    dismissStale: () => save.reset(),
    discard: () => afresh(api),
  };
}

interface Calls {
  readonly definitionOn: (base: ApiResource) => Definition | Promise<Definition>;
  readonly onSaved: (next: ApiResource) => void;
}

function useCalls(id: string, { definitionOn, onSaved }: Calls) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: async (base: ApiResource) => updateApi(id, { ...(await definitionOn(base)), version: base.version }),
    onSuccess: (next) => {
      onSaved(next);
      toast.success("Saved.", { description: next.deploymentState === "NEED_REDEPLOY" ? "Deploy API to put it in force." : undefined });
      void client.invalidateQueries({ queryKey: queryKeys.apiList });
    },
  });
  const renew = useMutation({
    mutationFn: () => readApi(id),
    onError: (error) => toast.error("The API could not be read again.", { description: error.message }),
  });
  return { save, renew };
}
