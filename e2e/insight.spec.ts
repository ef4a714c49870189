import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectFit, SIZES } from "./looks.ts";
import { callManagement } from "./management.ts";
import { makePerson } from "./person.ts";
import { type SeededUsage, seedUsage } from "./seeded-usage.ts";
import { expect, test } from "./sign-in.ts";

const DAY_MS = 86_400_000;

let seeded: SeededUsage;
test.beforeAll(async ({ stack }) => {
  seeded = await seedUsage(stack);
});
test.afterAll(() => seeded.close());

/** The month before today: whole days, so that the same rows are in it whenever the tests run. */
function month(): { readonly from: string; readonly to: string } {
  return { from: new Date(seeded.toMs - 30 * DAY_MS).toISOString(), to: new Date(seeded.toMs).toISOString() };
}
const address = (more: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({ apiId: seeded.api.id, ...month(), ...more }).toString();
/** The month's rows of the seeded API, in SQL: `$1` to `$3` are `values()`. */
const ROWS = `FROM "UsageRecord" WHERE "apiId" = $1::uuid AND "timestamp" >= $2::timestamptz AND "timestamp" < $3::timestamptz`;
const values = () => [seeded.api.id, month().from, month().to];

const stat = (page: Page, label: string) =>
  page
    .getByRole("term")
    .filter({ hasText: new RegExp(`^${label}`) })
    .locator("..");
const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const words = (count: number) => count.toLocaleString("en-US");

async function countOf(condition: string): Promise<string> {
  const [row] = await seeded.query(`SELECT count(*)::int4 AS n ${ROWS} AND (${condition})`, values());
  return words(Number(row?.["n"]));
}

async function choose(page: Page, filter: string, option: string | RegExp): Promise<void> {
  await page.getByRole("combobox", { name: filter, exact: true }).click();
  await page.getByRole("option", { name: option, exact: typeof option === "string" }).click();
}

async function download(page: Page, title: string, kind: "CSV" | "JSON"): Promise<string> {
  await page.getByRole("button", { name: `Download ${title}` }).click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: kind, exact: true }).click()]);
  return readFile(await file.path(), "utf8");
}

async function usage(stack: Parameters<typeof callManagement>[0], by: string): Promise<readonly Record<string, unknown>[]> {
  return (await callManagement(stack, `GET /analytics/usage?${address()}&${by}`))["data"] as Record<string, unknown>[];
}

test("the totals of a month are the sums that the database has of its rows", async ({ page }) => {
  const [sums] = await seeded.query(
    `SELECT count(*) AS requests, count(*) FILTER (WHERE status >= 400) AS errors,
       sum(coalesce("inputTokens", 0) + coalesce("cacheReadTokens", 0) + coalesce("outputTokens", 0)) AS tokens,
       sum("costUsd") AS cost,
       sum(coalesce("inputTokens", 0) + coalesce("cacheReadTokens", 0) + coalesce("outputTokens", 0)) FILTER (WHERE "costUsd" IS NULL) AS unpriced
     ${ROWS}`,
    values(),
  );
  await page.goto(`/analytics?${address()}`);
  await expect(stat(page, "Requests")).toContainText(words(Number(sums?.["requests"])));
  await expect(stat(page, "Error rate")).toContainText(`${words(Number(sums?.["errors"]))} refused or failed`);
  await expect(stat(page, "Cost")).toContainText(`$${Number(sums?.["cost"]).toLocaleString("en-US", { maximumFractionDigits: 2 })}`);
  const large = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 4 });
  await expect(stat(page, "Tokens")).toContainText(large.format(Number(sums?.["tokens"])));
  await expect(page.getByText(`${large.format(Number(sums?.["unpriced"]))} tokens have no price`)).toBeVisible();
  await page.getByRole("button", { name: "Tokens over time as a table" }).click();
  const cells = await page.getByRole("table", { name: "Tokens over time" }).getByRole("row").locator("td:nth-child(2)").allTextContents();
  expect(cells.reduce((sum, cell) => sum + Number(cell.replaceAll(",", "")), 0)).toBe(Number(sums?.["requests"]));
});

test("what every panel downloads, as CSV and as JSON, are the management API's numbers", async ({ page, stack }) => {
  await page.goto(`/analytics?${address()}`);
  const told = {
    "Tokens over time": ["interval=1d", ["requests", "promptTokens", "estimatedPromptTokens", "cachedTokens", "completionTokens"]],
    "Cost by model": ["interval=1d&groupBy=model", ["model", "cost", "unpricedTokens"]],
    "Time to first byte": ["interval=1d", ["firstByteP50Ms", "firstByteP95Ms", "firstByteP99Ms", "p50Ms", "p95Ms", "p99Ms"]],
    "Requests by status": ["interval=1d&groupBy=status", ["status", "requests"]],
    "Top applications": ["groupBy=applicationId", ["applicationId", "requests", "totalTokens"]],
    "Top models": ["groupBy=model", ["model", "requests", "totalTokens"]],
  } as const;
  for (const [title, [by, fields]] of Object.entries(told)) {
    const isTop = title.startsWith("Top");
    const rows = (await usage(stack, by)).filter((row) => title !== "Cost by model" || row["model"] !== null);
    const expected = rows.map((row) => [...(isTop ? [] : [row["timestamp"]]), ...fields.map((field) => row[field])]);
    const json = JSON.parse(await download(page, title, "JSON")) as Record<string, unknown>[];
    const got = json.map((row) => Object.values(row).slice(isTop ? 1 : 0)).map((cells) => cells.slice(0, (expected[0] ?? []).length));
    expect(new Set(got.map((cells) => JSON.stringify(cells))), title).toEqual(new Set(expected.map((cells) => JSON.stringify(cells))));
    const csv = (await download(page, title, "CSV")).trimEnd().split("\r\n").slice(1);
    expect(csv, title).toEqual(
      json.map((row) =>
        Object.values(row)
          .map((cell) => cell ?? "")
          .join(","),
      ),
    );
  }
  const limits = JSON.parse(await download(page, "Limits hit", "JSON")) as { Refused: number }[];
  expect(words(limits.reduce((sum, { Refused }) => sum + Refused, 0))).toBe(await countOf(`status = 429`));
  const guards = JSON.parse(await download(page, "Guard rail hits", "JSON")) as { Refused: number }[];
  expect(words(guards.reduce((sum, { Refused }) => sum + Refused, 0))).toBe(await countOf(`"errorCode" = 'content_policy_violation'`));
});

test("each filter leaves the rows that the database finds by it", async ({ page }) => {
  await page.goto(`/analytics?${address()}`);
  const [bot] = seeded.applications;
  await choose(page, "Provider", "anthropic");
  await expect(stat(page, "Requests")).toContainText(await countOf(`provider = 'anthropic'`));
  await choose(page, "Model", "claude-sonnet-4-5");
  await choose(page, "Application", bot?.name ?? "");
  await expect(stat(page, "Requests")).toContainText(await countOf(`provider = 'anthropic' AND "applicationId" = '${bot?.id}'`));
  await choose(page, "Plan", "Keyless");
  await expect(page).toHaveURL(/planId=/);
  await page.getByRole("button", { name: "Clear" }).click();
  await choose(page, "API", seeded.api.name);
  await choose(page, "Status", /4xx/);
  await expect(stat(page, "Requests")).toContainText(await countOf("status BETWEEN 400 AND 499"));
  await choose(page, "Status", "Any");
  await panel(page, "Limits hit").getByRole("button", { name: "Token limit" }).first().click();
  await expect(stat(page, "Requests")).toContainText(await countOf(`"errorCode" = 'token_limit_exceeded'`));
  await choose(page, "Error", "Any");
  await choose(page, "Time", "Last year");
  const [all] = await seeded.query(`SELECT count(*)::int4 AS n FROM "UsageRecord" WHERE "apiId" = $1::uuid`, [seeded.api.id]);
  await expect(stat(page, "Requests")).toContainText(words(Number(all?.["n"])));
});

test("a stretch of the chart zooms in, and its requests are found one by one and saved as a file", async ({ page }) => {
  await page.goto(`/analytics?${address()}`);
  const chart = page.getByRole("img", { name: "Tokens over time" });
  const box = await chart.boundingBox();
  if (!box) throw new Error("The chart has no place.");
  await page.mouse.move(box.x + box.width * 0.1, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.2, box.y + 40);
  await page.mouse.up();
  await expect(page).not.toHaveURL(new RegExp(`from=${encodeURIComponent(month().from)}`));
  const zoomed = new URL(page.url()).searchParams;
  const [row] = await seeded.query(`SELECT count(*)::int4 AS n ${ROWS}`, [seeded.api.id, zoomed.get("from"), zoomed.get("to")]);
  await expect(stat(page, "Requests")).toContainText(words(Number(row?.["n"])));

  await page.getByRole("link", { name: "Show requests" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Logs" })).toBeVisible();
  await expect(page.getByText(`${words(Number(row?.["n"]))} requests`)).toBeVisible();
  await page.getByRole("button", { name: "Export" }).click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "JSON lines" }).click()]);
  const saved = (await readFile(await file.path(), "utf8")).trim().split("\n");
  expect(saved).toHaveLength(Number(row?.["n"]));
  const [cost] = await seeded.query(`SELECT sum("costUsd") AS cost ${ROWS}`, [seeded.api.id, zoomed.get("from"), zoomed.get("to")]);
  expect(saved.reduce((sum, line) => sum + (JSON.parse(line).cost ?? 0), 0)).toBeCloseTo(Number(cost?.["cost"]), 8);
});

test("an application's owner sees its usage and its requests, and nothing of others", async ({ browser, stack }) => {
  const owner = await makePerson(stack, "consumer");
  const [bot, reviewer] = seeded.applications;
  await callManagement(stack, `POST /applications/${bot?.id}/members`, { userId: owner.id, role: "OWNER" });
  const context = await browser.newContext({ baseURL: stack.consoleUrl, storageState: owner.storageState });
  const page = await context.newPage();
  await page.goto(`/applications/${bot?.id}/analytics?${new URLSearchParams(month())}`);
  await expect(stat(page, "Requests")).toContainText(await countOf(`"applicationId" = '${bot?.id}'`));
  await expect(panel(page, "Top APIs")).toBeVisible();
  await expectFit(page);
  await page.getByRole("link", { name: "Show requests" }).click();
  await expect(page).toHaveURL(new RegExp(`/applications/${bot?.id}/logs`));
  await expect(page.getByText(`${await countOf(`"applicationId" = '${bot?.id}'`)} requests`)).toBeVisible();
  for (const query of [`apiId=${seeded.api.id}`, `applicationId=${reviewer?.id}`])
    expect((await page.request.get(`/api/v1/analytics/usage?${query}`)).status()).toBe(403);
  await context.close();
});

test("filters are kept under a name, shared with everybody, opened by another, and deleted", async ({ page, browser, stack }) => {
  const name = `Refusals ${seeded.api.path.slice(1)}`;
  await page.goto(`/logs?${address({ status: "4xx" })}`);
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save this view" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("switch", { name: "Shared" }).check();
  await page.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByRole("button", { name })).toBeVisible();

  const viewer = await makePerson(stack, "viewer");
  const context = await browser.newContext({ baseURL: stack.consoleUrl, storageState: viewer.storageState });
  const other = await context.newPage();
  await other.goto("/logs");
  await other.getByRole("button", { name: "Views" }).click();
  await other.getByRole("menuitem", { name: new RegExp(`^${name}, by`) }).click();
  await expect(other).toHaveURL(/status=4xx/);
  await expect(other.getByText(`${await countOf("status BETWEEN 400 AND 499")} requests`)).toBeVisible();
  await context.close();

  await page.getByRole("button", { name }).click();
  await page.getByRole("menuitem", { name: "Manage views" }).click();
  await expectFit(page);
  await page.getByRole("button", { name: `Delete ${name}` }).click();
  await expect(page.getByRole("cell", { name })).toHaveCount(0);
});

test("traffic priced anew costs what its tokens times the new price are", async ({ page }) => {
  await page.goto(`/analytics?${address()}`);
  await page.getByRole("link", { name: "What if" }).click();
  await page.getByRole("button", { name: "Price as… mistral-large of mistral" }).click();
  await page.getByRole("button", { name: "Another price" }).click();
  await page.getByRole("textbox", { name: "Input", exact: true }).fill("2");
  await page.getByRole("textbox", { name: "Output" }).fill("6");
  await page.getByRole("button", { name: "Work it out" }).click();
  const [sums] = await seeded.query(
    `SELECT coalesce(sum("costUsd"), 0) + coalesce(sum(CASE WHEN "modelSent" = 'mistral-large'
       THEN (coalesce("inputTokens", 0) + coalesce("cacheReadTokens", 0)) * 2 + coalesce("outputTokens", 0) * 6 END), 0) / 1000000.0 AS after ${ROWS}`,
    values(),
  );
  await expect(stat(page, "Cost as it would be")).toContainText(`$${Number(sums?.["after"]).toFixed(2)}`);
  await expect(stat(page, "Cost as it would be")).toContainText("all of it priced");
  await expectFit(page);
});

test("a provider's bill is held against the ledger, opened again, and deleted", async ({ page }) => {
  const rows = await seeded.query(
    `SELECT to_char("timestamp" AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum("inputTokens" + "cacheReadTokens") AS input, sum("outputTokens") AS output
     ${ROWS} AND provider = 'anthropic' AND "inputTokens" IS NOT NULL GROUP BY 1 ORDER BY 1`,
    values(),
  );
  const lines = rows.map(({ day, input, output }) => [day, "claude-sonnet-4-5-20250929", input, output]);
  const [first] = lines;
  // One day of the bill is a tenth more than was counted.
  if (first) first[2] = String(Math.round(Number(first[2]) * 1.1));
  const head = "usage_date_utc,model_version,usage_input_tokens_no_cache,usage_output_tokens";
  const name = `bill-${seeded.api.path.slice(1)}.csv`;
  await page.goto("/analytics");
  await page.getByRole("link", { name: "Reconcile" }).click();
  await page.getByRole("button", { name: "Import a bill" }).click();
  const buffer = Buffer.from([head, ...lines.map((cells) => cells.join(","))].join("\n"));
  await page.getByLabel("File").setInputFiles({ name, mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText(/of them differs?$/)).toBeVisible();
  await page.getByRole("button", { name: "Only what differs" }).click();
  await expect(page.getByRole("row").filter({ hasText: String(first?.[0]) })).toContainText("differs");
  await expectFit(page);
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Reconciliations" })).toBeVisible();
  await expect(page.getByRole("link", { name })).toHaveCount(0);
});

for (const { name, ...viewport } of SIZES) {
  test(`a year and a day fit: ${name}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    const day = { from: new Date(seeded.toMs - DAY_MS).toISOString(), to: new Date(seeded.toMs).toISOString() };
    for (const time of [{ time: "1y", from: "", to: "" }, day]) {
      await page.goto(`/analytics?${address(time)}`);
      await expect(panel(page, "Tokens over time")).toBeVisible();
      await expectFit(page);
    }
  });
}
