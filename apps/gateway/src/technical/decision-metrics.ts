import type { UsageRecord } from "../metering/usage-record.ts";
import { CappedLabels } from "./capped-labels.ts";
import type { Family } from "./exposition.ts";

/** Policies are ours and few; providers are configured. */
const MOST_NAMES = 100;

/** What went otherwise than well or plainly: failures of providers, and what policies decided. Costs nothing where there is neither. */
export class DecisionMetrics {
  readonly #providers = new CappedLabels(MOST_NAMES);
  readonly #policies = new CappedLabels(MOST_NAMES);
  readonly #failures = new Map<string, { readonly labels: { readonly provider: string; readonly error: string }; count: number }>();
  readonly #decisions = new Map<string, { readonly labels: { readonly policy: string; readonly action: string }; count: number }>();

  record({ detail, errorCode, provider, attempts }: UsageRecord): void {
    const failed = detail?.attempts ?? [];
    for (const attempt of failed) if (attempt.error !== null) this.#failure(attempt.provider, attempt.error);
    // A stream that broke off began well: no attempt tells of it.
    const isTold = failed.at(-1)?.error === errorCode;
    if (attempts > 0 && provider !== null && !isTold && errorCode?.startsWith("upstream_")) this.#failure(provider, errorCode);
    for (const { policy, action } of detail?.policies ?? []) this.#decision(policy, action);
  }

  families(): readonly Family[] {
    return [
      {
        name: "sluice_upstream_failures_total",
        help: "Calls to providers that failed, by what went wrong; those that another endpoint made good too.",
        type: "counter",
        samples: samplesOf(this.#failures),
      },
      {
        name: "sluice_policy_decisions_total",
        help: "What policies decided: limits and guards that refused are blocked.",
        type: "counter",
        samples: samplesOf(this.#decisions),
      },
    ];
  }

  #failure(of: string, error: string): void {
    const labels = { provider: this.#providers.of(of), error };
    count(this.#failures, labels);
  }

  #decision(of: string, action: string): void {
    count(this.#decisions, { policy: this.#policies.of(of), action });
  }
}

type Counts<L> = Map<string, { readonly labels: L; count: number }>;

function count<L extends Readonly<Record<string, string>>>(counts: Counts<L>, labels: L): void {
  const key = Object.values(labels).join("\n");
  const known = counts.get(key);
  if (known) known.count++;
  else counts.set(key, { labels, count: 1 });
}

function samplesOf<L extends Readonly<Record<string, string>>>(counts: Counts<L>) {
  return [...counts.values()].map(({ labels, count: value }) => ({ labels, value }));
}
