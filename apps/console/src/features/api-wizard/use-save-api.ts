import type { ApiDefinitionInput } from "@sluice/definition/api";
import type { FieldProblems } from "@sluice/definition/problems";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback, useState } from "react";
import { toast } from "sonner";
import { ApiError } from "../../lib/api-client.ts";
import { deployApi } from "../../lib/management-api.ts";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { formToDefinition } from "./definition-bridge.ts";
import type { DraftHandle } from "./use-draft.ts";
import { createApiFromDraft } from "./wizard-api.ts";

export interface SaveApi {
  readonly busy: "save" | "deploy" | null;
  /** Why the API could not be made; its field problems went to `onRefused`. */
  readonly problem: string | null;
  readonly save: (deploy: boolean) => Promise<void>;
}

/**
 * Makes the API of a draft, and deploys it if asked. Creating is all or nothing: a refusal leaves the draft as it is. A deployment that is
 * refused leaves a saved API, and says so on its page.
 */
export function useSaveApi(draft: DraftHandle, onRefused: (problems: FieldProblems) => void): SaveApi {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState<SaveApi["busy"]>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const save = useCallback(
    async (deploy: boolean) => {
      setBusy(deploy ? "deploy" : "save");
      setProblem(null);
      try {
        if (!(await draft.flush()))
          throw new Error("The draft is not saved yet, so the API cannot be made of it. Look at the message about the draft first.");
        const api = await createApiFromDraft(draft.id, formToDefinition(draft.form) as ApiDefinitionInput);
        void queryClient.invalidateQueries({ queryKey: queryKeys.drafts });
        void queryClient.invalidateQueries({ queryKey: queryKeys.apis });
        router.push(deploy ? await deployedPage(api.id) : paths.api(api.id));
      } catch (error) {
        setBusy(null);
        setProblem(error instanceof Error ? error.message : "The API could not be saved.");
        if (error instanceof ApiError) onRefused(error.fields);
      }
    },
    [draft, onRefused, queryClient, router],
  );
  return { busy, problem, save };
}

/** Where to go after deploying: the page that waits for the gateways, or the API's own when there is nothing to wait for. */
async function deployedPage(apiId: string): Promise<string> {
  try {
    const { revision } = await deployApi(apiId);
    return `/apis/new/live/${apiId}?revision=${revision}`;
  } catch (error) {
    toast.error("The API is saved, but it is not deployed", {
      description: error instanceof Error ? error.message : undefined,
      duration: 20_000,
    });
    return paths.api(apiId);
  }
}
