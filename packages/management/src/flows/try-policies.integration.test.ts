import { afterAll, beforeAll, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { definitionAt, granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { tryPolicies } from "./try-policies.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterAll(() => management.close());

/** A trial that would ask this address for a verdict. */
const judgedAt = (planId: string, target: string) => ({
  planId,
  resources: [{ name: "judge", type: "openai-moderation", configuration: { target, authentication: { type: "NONE" }, model: "m" } }],
  sample: { model: "m", messages: [{ content: "Hello" }] },
});

test("a resource that is not saved may not name a machine's credentials service either, and no gateway is asked", async () => {
  const { context } = management;
  // One is there to ask: a question would be written, and waited for.
  const lastSeenAt = new Date();
  await context.db.gateway.create({ data: { id: "gw-1", startedAt: lastSeenAt, lastSeenAt, version: "test" } });
  const api = granted(await createApi(context, definitionAt("/tried")));
  const planId = api.plans[0]?.id ?? "";
  const questions: unknown[] = [];
  const db = context.db.$extends({
    query: {
      endpointCheck: {
        create({ args, query }) {
          questions.push(args.data);
          return query(args);
        },
      },
    },
  });
  const watched = { ...context, db: db as unknown as typeof context.db };
  const refusal = refused(await tryPolicies(watched, api.id, judgedAt(planId, "http://169.254.169.254/")));
  expect(refusal).toMatchObject({ code: "invalid_request", status: 400 });
  expect(refusal.extra.fields).toEqual({ "resources.0.configuration.target": expect.stringMatching(/not for people to choose/) });
  expect(questions).toEqual([]);
});
