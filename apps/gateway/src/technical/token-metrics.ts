import type { UsageRecord } from "../metering/usage-record.ts";
import { CappedLabels, OTHER } from "./capped-labels.ts";
import type { Family, Sample } from "./exposition.ts";

/** Models with a label of their own in one process. */
const MOST_MODELS = 100;
/** APIs × providers × models; what comes after is counted together. Each is up to eight lines of a scrape. */
const MOST_SERIES = 1_000;

const BUCKETS = ["input", "cache_read", "cache_write", "output", "reasoning"] as const;

interface Series {
  readonly labels: { readonly api: string; readonly provider: string; readonly model: string };
  /** In the order of `BUCKETS`. */
  readonly tokens: [number, number, number, number, number];
  costUsd: number;
  unpriced: number;
}

/** Tokens and what they cost, by API, provider and model. Models are named once a provider has counted tokens for them: names that it refuses get no label. */
export class TokenMetrics {
  readonly #models = new CappedLabels(MOST_MODELS);
  readonly #series = new Map<string, Series>();

  record({ apiId, provider, modelSent, usage, costUsd }: UsageRecord): void {
    if (usage.provenance === "none" || provider === null) return;
    const series = this.#of(apiId ?? "none", provider, modelSent ?? "none");
    const { tokens } = series;
    tokens[0] += usage.input ?? 0;
    tokens[1] += usage.cacheRead ?? 0;
    tokens[2] += usage.cacheWrite ?? 0;
    tokens[3] += usage.output ?? 0;
    tokens[4] += usage.reasoning ?? 0;
    if (costUsd === null) series.unpriced++;
    else series.costUsd += Number(costUsd);
  }

  families(): readonly Family[] {
    const all = [...this.#series.values()];
    return [
      {
        name: "sluice_tokens_total",
        help: "Tokens that were used, in disjoint buckets.",
        type: "counter",
        samples: all.flatMap(tokenSamples),
      },
      {
        name: "sluice_cost_usd_total",
        help: "US dollars, as far as models have prices.",
        type: "counter",
        samples: all.map(({ labels, costUsd }) => ({ labels, value: costUsd })),
      },
      {
        name: "sluice_unpriced_requests_total",
        help: "Requests whose tokens were counted and whose model has no price.",
        type: "counter",
        samples: all.filter(({ unpriced }) => unpriced > 0).map(({ labels, unpriced }) => ({ labels, value: unpriced })),
      },
    ];
  }

  #of(api: string, provider: string, sent: string): Series {
    const known = this.#series.get(`${api}\n${provider}\n${sent}`);
    if (known) return known;
    const model = this.#models.of(sent);
    const labels = this.#series.size < MOST_SERIES ? { api, provider, model } : { api: OTHER, provider: OTHER, model: OTHER };
    const key = `${labels.api}\n${labels.provider}\n${labels.model}`;
    const series: Series = this.#series.get(key) ?? { labels, tokens: [0, 0, 0, 0, 0], costUsd: 0, unpriced: 0 };
    this.#series.set(key, series);
    return series;
  }
}

function tokenSamples({ labels, tokens }: Series): readonly Sample[] {
  return BUCKETS.map((bucket, at) => ({ labels: { ...labels, bucket }, value: tokens[at] ?? 0 }));
}
