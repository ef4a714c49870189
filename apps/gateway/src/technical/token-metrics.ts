import type { UsageRecord } from "../metering/usage-record.ts";
import { CappedLabels, OTHER } from "./capped-labels.ts";
import type { Family, Sample } from "./exposition.ts";

/** Models with a label of their own in one process. */
const MOST_MODELS = 100;
/** APIs × providers × models; what comes after is counted together. Each is up to eight lines of a scrape. */
const MOST_SERIES = 1_000;

const BUCKETS = ["input", "cache_read", "cache_write", "cache_write_hour", "audio_input", "output", "reasoning", "audio_output"] as const;

interface Series {
  readonly labels: { readonly api: string; readonly provider: string; readonly model: string };
  /** In the order of `BUCKETS`. */
  readonly tokens: Float64Array;
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
    add(tokens, 0, usage.input);
    add(tokens, 1, usage.cacheRead);
    add(tokens, 2, usage.cacheWrite);
    add(tokens, 3, usage.cacheWriteHour);
    add(tokens, 4, usage.audioInput);
    add(tokens, 5, usage.output);
    add(tokens, 6, usage.reasoning);
    add(tokens, 7, usage.audioOutput);
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
    const series: Series = this.#series.get(key) ?? { labels, tokens: new Float64Array(BUCKETS.length), costUsd: 0, unpriced: 0 };
    this.#series.set(key, series);
    return series;
  }
}

function tokenSamples({ labels, tokens }: Series): readonly Sample[] {
  return BUCKETS.flatMap((bucket, at) => (tokens[at] ? [{ labels: { ...labels, bucket }, value: tokens[at] }] : []));
}

function add(tokens: Float64Array, at: number, count: number | null): void {
  if (count !== null) tokens[at] = (tokens[at] ?? 0) + count;
}
