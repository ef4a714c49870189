import { afterAll, beforeAll, expect, test } from "vitest";
import { granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { getRetention } from "./get-retention.ts";
import { updateRetention } from "./update-retention.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterAll(() => management.close());

test("kinds that are named are changed, the others stay, and the audit says what was", async () => {
  expect(granted(await getRetention(management.context)).rows).toEqual({ keepDays: 90, keptSince: null });
  const { rows, minute, week } = granted(await updateRetention(management.context, { rows: 30, minute: 2 }));
  expect([rows.keepDays, minute.keepDays, week.keepDays]).toEqual([30, 2, 3660]);
  const entry = await management.context.db.auditEntry.findFirstOrThrow({ where: { action: "retention.update" } });
  expect([entry.before, entry.after]).toMatchObject([
    { rows: 90, minute: 14 },
    { rows: 30, minute: 2 },
  ]);
});

test.each([
  [{ rows: 0 }, "rows"],
  [{ hour: 1.5 }, "hour"],
  [{ week: 40_000 }, "week"],
])("%j is refused, and the field says why", async (input, field) => {
  expect(Object.keys(refused(await updateRetention(management.context, input)).extra.fields ?? {})).toEqual([field]);
});

test("a kind that there is not is refused", async () => {
  expect(refused(await updateRetention(management.context, { months: 3 })).code).toBe("invalid_request");
});

test("only who manages settings sees or changes it", async () => {
  const viewer = management.as({ id: "user-2", role: "viewer" });
  expect([refused(await getRetention(viewer)).code, refused(await updateRetention(viewer, { rows: 1 })).code]).toEqual([
    "forbidden",
    "forbidden",
  ]);
});
