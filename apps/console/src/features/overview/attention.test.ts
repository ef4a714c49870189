import type { UsageRow } from "@sluice/definition/analytics";
import type { ApiSummary } from "@sluice/definition/resources";
import { expect, test } from "vitest";
import { attentionOf } from "./attention.ts";

const api = (id: string, fields: Partial<ApiSummary> = {}) =>
  ({ id, name: id, deploymentState: "DEPLOYED", rejectedBy: [], ...fields }) as unknown as ApiSummary;
const row = (apiId: string, status: string, counts: Pick<UsageRow, "requests"> & Partial<UsageRow>) =>
  ({ apiId, status, unpricedTokens: 0, ...counts }) as UsageRow;

test("names what is refused, failing, unpriced and out of sync, the worst first", () => {
  const apis = [
    api("synced"),
    api("stale", { deploymentState: "NEED_REDEPLOY" }),
    api("unpriced"),
    api("failing"),
    api("refused", { rejectedBy: [{ id: "gw", reason: "no such variable" }] }),
  ];
  const rows = [
    row("synced", "2xx", { requests: 99 }),
    row("synced", "5xx", { requests: 1 }),
    row("unpriced", "2xx", { requests: 1, unpricedTokens: 70 }),
    row("failing", "2xx", { requests: 9 }),
    row("failing", "5xx", { requests: 1 }),
  ];
  expect(attentionOf(apis, rows).map(({ api: { id }, text }) => [id, text])).toEqual([
    ["refused", "Refused by gw: no such variable"],
    ["failing", "1 request of 10 failed"],
    ["unpriced", "70 tokens of models without a price"],
    ["stale", "Saved changes are not deployed"],
  ]);
  expect(attentionOf(apis, null).map(({ kind }) => kind)).toEqual(["refused", "out-of-sync"]);
});
