import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyRow } from "./copy-row.ts";
import { spoolLine } from "./spool-lines.ts";
import { type LedgerPlace, makeLedgerPlace } from "./testing/ledger-place.ts";
import { usageRecord } from "./testing/record.ts";

let place: LedgerPlace;
let folder: string;
beforeEach(async () => {
  place = await makeLedgerPlace();
  ({ folder } = place);
});
afterEach(() => place.close());
const open: LedgerPlace["open"] = (...options) => place.open(...options);

test("counts a batch once, though what it refuses could not be kept at first", async () => {
  const usage = open();
  mkdirSync(join(folder, "usage-refused.log"));
  usage.record(usageRecord({ requestId: "r0" }));
  usage.record(usageRecord({ requestId: "r1", apiId: "no uuid" }));
  await usage.ship();
  expect(usage.status).toMatchObject({ written: 0, refused: 0 });
  rmSync(join(folder, "usage-refused.log"), { recursive: true });
  await usage.stop();
  expect(usage.status).toMatchObject({ spoolBytes: 0, written: 1, refused: 1 });
});

test("is not given up for a file that cannot be read", async () => {
  const usage = open();
  usage.record(usageRecord());
  const [name = ""] = readdirSync(join(folder, "usage"));
  rmSync(join(folder, "usage", name));
  mkdirSync(join(folder, "usage", name));
  await usage.ship();
  expect(usage.status).toMatchObject({ written: 0, dropped: 0 });
  rmSync(join(folder, "usage", name), { recursive: true });
  writeFileSync(join(folder, "usage", name), spoolLine(copyRow("gw-1", usageRecord())));
  await usage.stop();
  expect(usage.status).toMatchObject({ spoolBytes: 0, written: 1 });
});
