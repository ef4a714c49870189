import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parser } from "@prometheus-io/lezer-promql";
import { expect, test } from "vitest";
import { usageRecord } from "../metering/testing/record.ts";
import { Metrics } from "./metrics.ts";
import { readScrape } from "./testing/read-scrape.ts";

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}
const path = fileURLToPath(new URL("../../../../docs/grafana/sluice.json", import.meta.url));
const dashboard: {
  readonly panels: readonly Panel[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly query: { readonly query: string } }[];
  };
} = JSON.parse(readFileSync(path, "utf8"));
const drawn = dashboard.panels.filter(({ type }) => type !== "row");
const queries = drawn.flatMap(({ title, targets = [] }) => targets.map(({ expr }): [string, string] => [title, expr]));
const variables = dashboard.templating.list.filter(({ type }) => type === "query");

/** Names of samples as a gateway tells them that has seen everything once, with their labels. */
async function told(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const status = { spoolBytes: 0, lagMs: 0, written: 0, refused: 0, dropped: 0, full: false };
  const contents = () => ({ queueBytes: 0, written: 0, dropped: 0 });
  const apis = () => [{ id: "a1", name: "Support" }];
  const metrics = new Metrics({ version: "1", openConnections: () => 0, ledger: () => status, contents, apis });
  const attempts = [{ provider: "openai", endpoint: "one", status: 503, error: "upstream_overloaded", ms: 1 }];
  const policies = [{ policy: "token-ratelimit", step: "", action: "blocked", detail: "" }];
  metrics.record(usageRecord({ detail: { attempts, policies } }));
  metrics.record(usageRecord({ costUsd: null }));
  const labels = new Map<string, Set<string>>();
  for (const sample of readScrape(await metrics.write()).all) {
    const known = labels.get(sample.name) ?? new Set(["instance", "job"]);
    for (const name of Object.keys(sample.labels)) known.add(name);
    labels.set(sample.name, known);
  }
  return labels;
}

const written = (query: string) => query.replaceAll("$__rate_interval", "5m").replaceAll("$__range", "1h");
const selectors = (query: string) =>
  [...query.matchAll(/\b((?:sluice|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)].map(([, name = "", inside = ""]) => ({
    name,
    labels: [...inside.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map((match) => match[1] ?? ""),
  }));

test.each(queries)("%s asks in PromQL: %s", (_, query) => {
  parser.parse(written(query)).iterate({ enter: (node) => expect(node.type.isError, `at ${node.from}`).toBe(false) });
});

test("every panel and variable asks for metrics and labels that the gateway tells", async () => {
  const names = await told();
  const asked = [...queries.map(([, query]) => query), ...variables.map(({ query }) => query.query)];
  for (const query of asked) {
    expect(selectors(query).length, query).toBeGreaterThan(0);
    for (const { name, labels } of selectors(query)) {
      expect([...names.keys()], query).toContain(name);
      for (const label of labels) expect([...(names.get(name) ?? [])], `${label} of ${name}`).toContain(label);
    }
  }
});

test("no metric of Sluice's is left out", async () => {
  const asked = queries.map(([, query]) => query).join("\n");
  const families = [...(await told()).keys()]
    .filter((name) => name.startsWith("sluice_"))
    .map((name) => name.replace(/_(?:bucket|sum|count)$/, ""));
  for (const family of families) if (!family.endsWith("_written_total")) expect(asked).toContain(family);
});

test("every panel has a question of its own, a place of its own and a name", () => {
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  const cells = drawn.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  for (const { title, targets, gridPos } of drawn) {
    expect(title).not.toBe("");
    expect(targets?.length).toBeGreaterThan(0);
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  }
});
