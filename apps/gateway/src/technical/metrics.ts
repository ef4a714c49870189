import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { LedgerStatus } from "../metering/usage-ledger.ts";
import type { UsageRecord } from "../metering/usage-record.ts";

/** Seconds. Models answer in tenths of a second to minutes. */
const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
/** The gateway's own part. */
const OWN_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25];

/** What the metrics need of the rest, read when they are asked for. */
export interface MetricSources {
  readonly openConnections: () => number;
  readonly ledger: () => LedgerStatus;
}

/**
 * Numbers for Prometheus. Labels are bounded: APIs that are deployed here and five classes of status; what is per key or per model is in
 * the usage records. A request costs two counts in a map and two in histograms.
 */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Map<string, { readonly api: string; readonly status: string; count: number }>();
  readonly #firstByte: Histogram;
  readonly #own: Histogram;

  constructor(sources: MetricSources) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    const requests = this.#requests;
    new Counter({
      name: "sluice_requests_total",
      help: "Requests by API and class of status.",
      labelNames: ["api", "status"],
      registers,
      collect() {
        this.reset();
        for (const { api, status, count } of requests.values()) this.inc({ api, status }, count);
      },
    });
    gauge(registers, { name: "sluice_open_connections", help: "Connections to callers." }, sources.openConnections);
    gauge(
      registers,
      { name: "sluice_usage_spool_bytes", help: "Usage on disk that is not in the database yet." },
      () => sources.ledger().spoolBytes,
    );
    gauge(
      registers,
      { name: "sluice_usage_refused", help: "Usage rows that the database refused or a crash tore." },
      () => sources.ledger().refused,
    );
    gauge(
      registers,
      { name: "sluice_usage_dropped", help: "Usage records that were lost: spool and memory were full." },
      () => sources.ledger().dropped,
    );
    this.#firstByte = new Histogram({
      name: "sluice_first_byte_seconds",
      help: "From a request to the provider's first byte.",
      buckets: BUCKETS,
      registers,
    });
    this.#own = new Histogram({
      name: "sluice_gateway_seconds",
      help: "Time that the gateway itself adds to a request.",
      buckets: OWN_BUCKETS,
      registers,
    });
  }

  record({ apiId, status, firstByteMs, gatewayMs }: UsageRecord): void {
    const key = `${apiId}${(status / 100) | 0}`;
    const known = this.#requests.get(key);
    if (known) known.count++;
    else this.#requests.set(key, { api: apiId ?? "none", status: `${(status / 100) | 0}xx`, count: 1 });
    if (firstByteMs !== null) this.#firstByte.observe(firstByteMs / 1000);
    this.#own.observe(gatewayMs / 1000);
  }
}

function gauge(registers: Registry[], { name, help }: { readonly name: string; readonly help: string }, read: () => number): void {
  new Gauge({
    name,
    help,
    registers,
    collect() {
      this.set(read());
    },
  });
}
