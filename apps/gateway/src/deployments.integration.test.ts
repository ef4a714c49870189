import { createApi } from "@sluice/management/apis/create-api";
import { updateApi } from "@sluice/management/apis/update-api";
import { deployApi } from "@sluice/management/deployments/deploy-api";
import { granted } from "@sluice/management/testing/test-context";
import { type Behave, type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "./testing/deploy-simulated.ts";
import { startWholeGateway, type WholeGateway } from "./testing/start-whole-gateway.ts";

let gateway: WholeGateway;
let upstream: FakeUpstream;
beforeAll(async () => {
  upstream = await startFakeUpstream(tellWhatCame);
  gateway = await startWholeGateway();
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

/** Between a caller's calls: fifty that take no breath would measure the two cores that they share with the gateway. */
const THINKING_MS = 50;
/** A few seconds on a machine that does nothing else, some twenty on one that does a lot. */
const LOAD_LIMIT_MS = 90_000;
const PIECES = 6;
const PIECE_MS = 15;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers with the three marks that a revision leaves on a call: the model's name, the endpoint's key, a parameter that is overridden. */
const tellWhatCame: Behave = async (res, seen, nth) => {
  const { model, seed, stream, user } = JSON.parse(seen.body) as { model: string; seed: number; stream?: boolean; user: string };
  const endpoint = String(seen.headers["x-revision"]);
  if (user === "failing-over" && endpoint.startsWith("first")) {
    await pause(2 * PIECE_MS);
    return json(503, { error: { message: "Overloaded." } })(res, seen, nth);
  }
  const content = JSON.stringify([model, endpoint, `seed-${seed}`]);
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  if (!stream)
    return json(200, { model, choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }], usage })(
      res,
      seen,
      nth,
    );
  res.writeHead(200, { "content-type": "text/event-stream" });
  for (let piece = 0; piece < PIECES; piece++) {
    res.write(`data: ${JSON.stringify({ model, choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`);
    await pause(PIECE_MS);
  }
  res.write(`data: ${JSON.stringify({ model, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\n`);
  res.end(`data: ${JSON.stringify({ model, choices: [], usage })}\n\ndata: [DONE]\n\n`);
};

/** Two endpoints, of which the second stands in for the first; both marked. `key` other than the usual one makes a definition that no gateway can serve. */
function definition(path: string, revision: number, key = (endpoint: string) => `${endpoint}-${revision}`) {
  const endpoint = (name: string, secondary: boolean) => ({
    name,
    secondary,
    configuration: {
      provider: "OPEN_AI_COMPATIBLE",
      target: `${upstream.origin}/v1`,
      authentication: { type: "API_KEY", header: "x-revision", value: key(name) },
      models: [{ name: `model-${revision}`, aliases: ["any"], parametersOverride: { seed: revision } }],
    },
  });
  return {
    name: "Revised",
    apiVersion: "1",
    listeners: [{ type: "HTTP", paths: [{ path }], entrypoints: [{ type: "llm-proxy" }] }],
    endpointGroups: [{ name: "live", endpoints: [endpoint("first", false), endpoint("second", true)] }],
    failover: { enabled: true, maxRetries: 2 },
    plans: [{ name: "Free", security: { type: "KEY_LESS" }, validation: "AUTO", status: "PUBLISHED" }],
  };
}

async function saveAndDeploy(apiId: string, body: object): Promise<number> {
  granted(await updateApi(gateway.context, apiId, { body }));
  return granted(await deployApi(gateway.context, apiId, {})).revision;
}

async function listedRevision(path: string): Promise<number | null> {
  const res = await fetch(`${gateway.url}${path}/models`);
  return res.ok ? revisionOf([((await res.json()) as { data: { id: string }[] }).data[0]?.id ?? ""]) : null;
}

/** The one revision that all of these marks name. */
function revisionOf(marks: readonly string[]): number {
  const revisions = new Set(marks.map((mark) => Number(/-(\d+)$/.exec(mark)?.[1])));
  const [revision] = revisions;
  if (revisions.size !== 1 || revision === undefined || Number.isNaN(revision)) throw new Error(`mixed revisions: ${marks.join(", ")}`);
  return revision;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

test("a deployment answers over HTTP within half a second, by the median of twenty", async () => {
  const { id } = granted(await createApi(gateway.context, definition("/swift", 1)));
  granted(await deployApi(gateway.context, id, {}));
  await eventually("the first revision is live", async () => (await listedRevision("/swift")) === 1);
  const times: number[] = [];
  for (let revision = 2; revision <= 21; revision++) {
    granted(await updateApi(gateway.context, id, { body: definition("/swift", revision) }));
    const askedMs = performance.now();
    granted(await deployApi(gateway.context, id, {}));
    await eventually(`revision ${revision} is live`, async () => (await listedRevision("/swift")) === revision);
    times.push(performance.now() - askedMs);
  }
  console.log(`deploy asked → answered over HTTP: median ${median(times).toFixed(0)} ms, slowest ${Math.max(...times).toFixed(0)} ms`);
  expect(median(times)).toBeLessThan(500);
});

interface Answered {
  readonly requestId: string;
  readonly revision: number;
  readonly kind: string;
}

const KINDS = ["whole", "streamed", "failing-over", "failing-over, streamed", "list"] as const;

/** One call. Throws unless it is answered in full, and by one revision in every mark. */
async function call(path: string, kind: (typeof KINDS)[number]): Promise<Answered> {
  const stream = kind.includes("streamed");
  const body = JSON.stringify({ model: "live:any", messages: [{ role: "user", content: "Hi." }], stream, user: kind.split(",")[0] });
  const res =
    kind === "list"
      ? await fetch(`${gateway.url}${path}/models`)
      : await fetch(`${gateway.url}${path}/chat/completions`, { method: "POST", headers: { "content-type": "application/json" }, body });
  const text = await res.text();
  if (res.status !== 200) throw new Error(`${kind}: ${res.status} ${text}`);
  return { requestId: res.headers.get("x-request-id") ?? "", revision: revisionOf(marksOf(kind, text)), kind };
}

function marksOf(kind: (typeof KINDS)[number], text: string): string[] {
  if (kind === "list") return (JSON.parse(text) as { data: { id: string }[] }).data.map(({ id }) => id);
  const marksIn = (choice: string, model: string) => [model, ...(JSON.parse(choice) as string[])];
  if (!kind.includes("streamed")) {
    const { model, choices } = JSON.parse(text) as { model: string; choices: { message: { content: string } }[] };
    return marksIn(choices[0]?.message.content ?? "[]", model);
  }
  const events = text.split("\n\n").filter((event) => event !== "");
  if (events.pop() !== "data: [DONE]" || events.length !== PIECES + 1) throw new Error(`not a whole stream: ${text}`);
  return events.flatMap((event) => {
    const { model, choices } = JSON.parse(event.slice("data: ".length)) as { model: string; choices: { delta: { content?: string } }[] };
    return marksIn(choices[0]?.delta.content ?? "[]", model);
  });
}

test(
  "fifty deployments while fifty callers call: no call is lost, none mixes two revisions, and a rejected revision serves nobody",
  async () => {
    const [deployments, callers] = [50, 50];
    const path = "/busy";
    const { id: apiId } = granted(await createApi(gateway.context, definition(path, 1)));
    granted(await deployApi(gateway.context, apiId, {}));
    await eventually("the first revision is live", async () => (await listedRevision(path)) === 1);
    const answered: Answered[] = [];
    const failed: unknown[] = [];
    let [calling, newest, outlived] = [true, 1, 0];
    const caller = async (nth: number) => {
      for (let turn = nth; calling; turn++) {
        try {
          const answer = await call(path, KINDS[turn % KINDS.length] ?? "whole");
          answered.push(answer);
          newest = Math.max(newest, answer.revision);
          if (answer.revision < newest) outlived++;
        } catch (error) {
          failed.push(error);
        }
        await pause(THINKING_MS);
      }
    };
    const running = Array.from({ length: callers }, (_, nth) => caller(nth));
    const beganMs = performance.now();
    const rejected: number[] = [];
    for (let revision = 2; revision <= deployments + 1; revision++) {
      const broken = revision % 10 === 0;
      const made = await saveAndDeploy(
        apiId,
        broken ? definition(path, revision, () => "${env:SLUICE_TEST_NOT_SET}") : definition(path, revision),
      );
      expect(made).toBe(revision);
      if (!broken) continue;
      rejected.push(revision);
      await eventually(`revision ${revision} is rejected`, async () => (await wordOn(apiId, revision))?.status === "rejected");
      expect((await wordOn(apiId, revision))?.reason).toContain("SLUICE_TEST_NOT_SET");
    }
    await eventually("the last revision is live", async () => (await listedRevision(path)) === deployments + 1);
    const tookMs = performance.now() - beganMs;
    calling = false;
    await Promise.all(running);

    const served = new Set(answered.map(({ revision }) => revision));
    console.log(
      `${deployments} deployments in ${(tookMs / 1000).toFixed(1)} s under ${callers} callers: ${answered.length} calls by ${served.size} revisions, ${failed.length} failed, ${outlived} ended after a newer revision had answered`,
    );
    expect(failed).toEqual([]);
    // The test has seen what it is about: many revisions, and calls that were under way when one took the place of another.
    expect(served.size).toBeGreaterThan(deployments / 3);
    expect(outlived).toBeGreaterThan(0);
    expect(rejected.filter((revision) => served.has(revision))).toEqual([]);
    await expectRecords(answered, apiId);
  },
  LOAD_LIMIT_MS,
);

async function wordOn(apiId: string, revision: number) {
  const [word] = await gateway.context.db.gatewayAck.findMany({ where: { apiId, revision } });
  return word ?? null;
}

/** One row a call, with the revision that answered it. */
async function expectRecords(answered: readonly Answered[], apiId: string): Promise<void> {
  const { db } = gateway.context;
  // By id: the API has rows of the calls that waiting made, too.
  const where = { requestId: { in: answered.map(({ requestId }) => requestId) } };
  await eventually("every call is recorded", async () => (await db.usageRecord.count({ where })) === answered.length);
  const rows = await db.usageRecord.findMany({ where: { ...where, apiId } });
  expect(rows).toHaveLength(answered.length);
  const byId = new Map(rows.map((row) => [row.requestId, row]));
  for (const { requestId, revision, kind } of answered) {
    const row = byId.get(requestId);
    expect([kind, row?.status, row?.revision]).toEqual([kind, 200, revision]);
    if (kind === "list") continue;
    expect([row?.modelSent, row?.endpoint, row?.attempts]).toEqual([
      `model-${revision}`,
      ...(kind.startsWith("failing") ? ["second", 2] : ["first", 1]),
    ]);
  }
}
