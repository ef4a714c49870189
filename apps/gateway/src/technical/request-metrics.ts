import type { UsageRecord } from "../metering/usage-record.ts";
import { BucketCounts } from "./bucket-counts.ts";
import { CappedLabels } from "./capped-labels.ts";
import type { Family, Sample } from "./exposition.ts";

/** Seconds. Models answer in tenths of a second to minutes. */
const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
/** The gateway's own part. */
const OWN_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25];
/** APIs with labels of their own: each is some forty lines of a scrape. */
const MOST_APIS = 200;

interface Series {
  readonly api: string;
  /** By the first digit of the status. */
  readonly statuses: number[];
  readonly own: BucketCounts;
  readonly firstByte: BucketCounts;
  readonly total: BucketCounts;
}

/** How many requests, how they ended and how long they took, by API. One look-up in a map for all of it. */
export class RequestMetrics {
  readonly #apis = new CappedLabels(MOST_APIS);
  readonly #series = new Map<string, Series>();

  record({ apiId, status, firstByteMs, gatewayMs, totalMs }: UsageRecord): void {
    const series = this.#series.get(apiId ?? "none") ?? this.#open(apiId ?? "none");
    const first = (status / 100) | 0;
    series.statuses[first] = (series.statuses[first] ?? 0) + 1;
    series.own.observe(gatewayMs / 1000);
    if (firstByteMs !== null) series.firstByte.observe(firstByteMs / 1000);
    series.total.observe(totalMs / 1000);
  }

  families(): readonly Family[] {
    const all = [...this.#series.values()];
    const durations = (of: "own" | "firstByte" | "total") => all.flatMap((series) => [...series[of].samples({ api: series.api })]);
    return [
      { name: "sluice_requests_total", help: "Requests by API and class of status.", type: "counter", samples: all.flatMap(statusSamples) },
      {
        name: "sluice_gateway_seconds",
        help: "Time that the gateway itself adds to a request.",
        type: "histogram",
        samples: durations("own"),
      },
      {
        name: "sluice_first_byte_seconds",
        help: "From a request to the provider's first byte.",
        type: "histogram",
        samples: durations("firstByte"),
      },
      {
        name: "sluice_request_seconds",
        help: "From a request to the end of its answer.",
        type: "histogram",
        samples: durations("total"),
      },
    ];
  }

  #open(apiId: string): Series {
    const api = this.#apis.of(apiId);
    const series = this.#series.get(api) ?? {
      api,
      statuses: [],
      own: new BucketCounts(OWN_BUCKETS),
      firstByte: new BucketCounts(BUCKETS),
      total: new BucketCounts(BUCKETS),
    };
    this.#series.set(api, series);
    return series;
  }
}

function statusSamples({ api, statuses }: Series): readonly Sample[] {
  return statuses.flatMap((value, first) => (value === undefined ? [] : [{ labels: { api, status: `${first}xx` }, value }]));
}
