import { useEffect, useRef } from "react";
import { lacksKey, type ProviderDraft } from "../../components/provider-form/provider-draft.ts";
import type { ProviderChecks } from "../../components/provider-form/use-provider-checks.ts";

/** On the summary, asks each provider that was not asked as it stands now. One without a key is left alone: its answer is known. */
export function useChecksOnSummary(providers: readonly ProviderDraft[], checks: ProviderChecks): void {
  const newest = useRef({ providers, checks });
  newest.current = { providers, checks };
  useEffect(() => {
    for (const provider of newest.current.providers) {
      if (provider.provider === "" || lacksKey(provider) || newest.current.checks.of(provider).kind !== "idle") continue;
      // What cannot be asked is shown as such; nothing here waits for it.
      newest.current.checks.test(provider).catch(() => {});
    }
  }, []);
}
