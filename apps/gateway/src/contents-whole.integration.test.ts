import { getContent } from "@sluice/management/logs/get-content";
import { getLog } from "@sluice/management/logs/get-log";
import { granted } from "@sluice/management/testing/test-context";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readScrape } from "./technical/testing/read-scrape.ts";
import { deployDefinition, eventually, PROVIDER_KEY, simulatedApi } from "./testing/deploy-simulated.ts";
import { startWholeGateway, type WholeGateway } from "./testing/start-whole-gateway.ts";

let gateway: WholeGateway;
beforeAll(async () => {
  gateway = await startWholeGateway();
});
afterAll(() => gateway.close());

test("a running gateway keeps contents as its API's logging says, and its metrics tell it", async () => {
  const api = simulatedApi(gateway, { path: "/kept", models: ["sim-echo"] });
  await deployDefinition(gateway, "/kept", {
    ...api,
    analytics: { logging: { content: "ALL", mode: { entrypoint: true, endpoint: true } } },
  });
  const body = JSON.stringify({ model: "sim:sim-echo", messages: [{ role: "user", content: "Remember this" }] });
  const res = await fetch(`${gateway.url}/kept/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  await res.text();
  const id = res.headers.get("x-request-id") ?? "";
  const { db } = gateway.context;
  await eventually("row and contents are written", async () => {
    const rows = await db.usageRecord.count({ where: { requestId: id } });
    return rows > 0 && (await db.requestContent.count({ where: { requestId: id } })) > 0;
  });
  expect(granted(await getLog(gateway.context, id)).contentState).toBe("kept");
  const { legs } = granted(await getContent(gateway.context, id));
  expect(legs).toHaveLength(4);
  for (const { body: said } of legs) expect(said).toContain("Remember this");
  expect(JSON.stringify(legs)).not.toContain(PROVIDER_KEY);
  const { value } = readScrape(await (await fetch(`${gateway.adminUrl}/metrics`)).text());
  expect([value("sluice_content_written_total", {}), value("sluice_content_dropped_total", {})]).toEqual([1, 0]);
});
