import { collectDefaultMetrics, Registry } from "prom-client";
import type { ContentStatus } from "../contents/content-store.ts";
import type { LedgerStatus } from "../metering/usage-ledger.ts";
import type { UsageRecord } from "../metering/usage-record.ts";
import { DecisionMetrics } from "./decision-metrics.ts";
import { type Family, writeExposition } from "./exposition.ts";
import { RequestMetrics } from "./request-metrics.ts";
import { TokenMetrics } from "./token-metrics.ts";

/** What the metrics need of the rest, read when they are asked for. */
export interface MetricSources {
  readonly version: string;
  readonly openConnections: () => number;
  readonly ledger: () => LedgerStatus;
  readonly contents: () => ContentStatus;
  /** Those that are deployed here. */
  readonly apis: () => readonly { readonly id: string; readonly name: string }[];
}

/**
 * Numbers for Prometheus. Labels are bounded: how many APIs, providers and models get one of their own is capped, and what is per key or per
 * caller is in the usage records. A request costs two look-ups in maps and a few additions (0.6 µs, Node 24.21); all else is done when a scrape comes.
 */
export class Metrics {
  /** Of the process: memory, CPU time, event loop, collections. */
  readonly #process = new Registry();
  readonly #sources: MetricSources;
  readonly #requests = new RequestMetrics();
  readonly #tokens = new TokenMetrics();
  readonly #decisions = new DecisionMetrics();

  constructor(sources: MetricSources) {
    this.#sources = sources;
    collectDefaultMetrics({ register: this.#process });
  }

  get contentType(): string {
    return this.#process.contentType;
  }

  record(record: UsageRecord): void {
    this.#requests.record(record);
    this.#tokens.record(record);
    this.#decisions.record(record);
  }

  async write(): Promise<string> {
    const own = [this.#requests, this.#tokens, this.#decisions].flatMap((metrics) => metrics.families());
    return `${writeExposition([...own, ...this.#gauges()])}\n${await this.#process.metrics()}`;
  }

  #gauges(): readonly Family[] {
    const { version, openConnections, ledger, contents, apis } = this.#sources;
    const kept = contents();
    const { spoolBytes, lagMs, written, refused, dropped } = ledger();
    return [
      number("sluice_open_connections", "Connections to callers.", openConnections()),
      number("sluice_usage_spool_bytes", "Usage on disk that is not in the database yet.", spoolBytes),
      number("sluice_usage_spool_lag_seconds", "Age of the oldest usage that is not in the database yet.", lagMs / 1000),
      counter("sluice_usage_written_total", "Usage rows that are in the database.", written),
      counter("sluice_usage_refused_total", "Usage rows that the database refused or a crash tore.", refused),
      counter("sluice_usage_dropped_total", "Usage records that were lost: spool and memory were full.", dropped),
      number("sluice_content_queue_bytes", "Contents of requests in memory that are not in the database yet.", kept.queueBytes),
      counter("sluice_content_written_total", "Requests whose contents are in the database.", kept.written),
      counter("sluice_content_dropped_total", "Requests whose contents were to be kept and were lost: too much waited.", kept.dropped),
      {
        name: "sluice_api_info",
        help: "Names of the APIs that are deployed here, by the id that other metrics have.",
        type: "gauge",
        samples: apis().map(({ id, name }) => ({ labels: { api: id, name }, value: 1 })),
      },
      { name: "sluice_build_info", help: "The gateway's version.", type: "gauge", samples: [{ labels: { version }, value: 1 }] },
    ];
  }
}

function number(name: string, help: string, value: number): Family {
  return { name, help, type: "gauge", samples: [{ labels: {}, value }] };
}

function counter(name: string, help: string, value: number): Family {
  return { ...number(name, help, value), type: "counter" };
}
