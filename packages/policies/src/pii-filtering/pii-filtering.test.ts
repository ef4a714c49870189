import { piiFilteringSchema } from "@sluice/definition/policies/pii-filtering";
import { Denial } from "@sluice/wire/denial";
import { describe, expect, test } from "vitest";
import { PolicyProblem } from "../policy-problem.ts";
import { testContext } from "../testing/test-context.ts";
import { testSources } from "../testing/test-sources.ts";
import { createPiiFiltering } from "./create.ts";
import { CONTENT, piiPolicy, show } from "./testing.ts";

const user = (text: string) => ({ role: "user", text }) as const;

async function prompt(configuration: object, ...texts: readonly string[]) {
  const context = testContext({ texts: texts.map(user) });
  const verdict = await piiPolicy(configuration).onRequest?.(context);
  return { verdict, sent: context.call.texts().map(({ text }) => text), decisions: context.decisions };
}

describe("a prompt", () => {
  test("is masked as Gravitee masks it, neighbours as one", async () => {
    const { sent, verdict } = await prompt({}, "From anna@example.com to bob@example.com,carl@example.com.");
    expect(sent).toEqual(["From [REDACTED] to [REDACTED],[REDACTED]."]);
    expect(verdict).toBeNull();
  });

  test("gives the same value the same placeholder in all of its messages", async () => {
    const { sent } = await prompt({ action: "REPLACE" }, "I am anna@example.com.", "Not bob@example.com but anna@example.com.");
    expect(sent).toEqual(["I am <EMAIL_1>.", "Not <EMAIL_2> but <EMAIL_1>."]);
  });

  test("never gives a placeholder that it holds of itself", async () => {
    const { sent } = await prompt({ action: "REPLACE" }, "What does <EMAIL_1> mean?", "Mail anna@example.com");
    expect(sent).toEqual(["What does <EMAIL_1> mean?", "Mail <EMAIL_2>"]);
  });

  test("is refused by its category alone, not by its value", async () => {
    const { verdict, decisions } = await prompt({ action: "BLOCK" }, "Hello", "Pay 4111 1111 1111 1111 and 5555 5555 5555 4444.");
    expect(verdict).toMatchObject({ code: "content_policy_violation", extra: { param: "messages.1.content" } });
    expect(decisions).toEqual([
      { policy: "pii-filtering", step: "pii", action: "blocked", detail: "FINANCIAL_ACCOUNT ×2 in messages.1.content" },
    ]);
    expect(JSON.stringify([verdict, decisions])).not.toMatch(/4111|5555/);
  });

  test("is treated by category", async () => {
    const actions = [
      { category: "EMAIL", action: "LOG" },
      { category: "FINANCIAL_ACCOUNT", action: "REPLACE" },
    ];
    const { sent, decisions } = await prompt({ actions }, "anna@example.com, 4111 1111 1111 1111, +49 30 901820");
    expect(sent).toEqual(["anna@example.com, <PAYMENT_CARD_1>, [REDACTED]"]);
    expect(decisions[0]).toMatchObject({
      action: "changed",
      detail: "EMAIL ×1, FINANCIAL_ACCOUNT ×1, PHONE ×1 in messages.0.content",
    });
  });

  test("is left alone by a dry run, which says what it would have done", async () => {
    const text = "anna@example.com";
    expect(await prompt({ dryRun: true }, text)).toMatchObject({ sent: [text], verdict: null, decisions: [{ action: "allowed" }] });
    expect(await prompt({ dryRun: true, action: "BLOCK" }, text)).toMatchObject({
      sent: [text],
      verdict: null,
      decisions: [{ action: "would_block", detail: "EMAIL ×1 in messages.0.content" }],
    });
  });

  test("keeps allowed values", async () => {
    const allowList = ["*@example.com", "+49 30 901820"];
    const { sent } = await prompt({ allowList }, "Help@Example.com, anna@example.org, +49 30 901820");
    expect(sent).toEqual(["Help@Example.com, [REDACTED], +49 30 901820"]);
  });

  test("is searched for one's own patterns, and for categories that were chosen", async () => {
    const patterns = [{ label: "customer", pattern: "KD-\\d{6}" }];
    const { sent } = await prompt({ action: "REPLACE", categories: ["PHONE"], patterns }, "KD-123456, anna@example.com, +49 30 901820");
    expect(sent).toEqual(["<CUSTOMER_1>, anna@example.com, <PHONE_1>"]);
  });

  test("counts a label as what it is mapped to", async () => {
    const text = "MAC 3c:22:fb:4a:91:0e";
    expect((await prompt({ categories: ["NETWORK_IDENTIFIER"] }, text)).sent).toEqual(["MAC [REDACTED]"]);
    const customMapping = { MAC_ADDRESS: "DEVICE_IDENTIFIER" };
    expect((await prompt({ categories: ["NETWORK_IDENTIFIER"], customMapping }, text)).sent).toEqual([text]);
    expect((await prompt({ categories: ["DEVICE_IDENTIFIER"], customMapping }, text)).sent).toEqual(["MAC [REDACTED]"]);
  });

  test("of token ids is refused, for nobody can look at it; or let through where that was chosen", async () => {
    const context = () => testContext({ kind: "embeddings", body: { input: [[1, 2, 3]] } });
    expect(await piiPolicy().onRequest?.(context())).toMatchObject({ code: "invalid_request", extra: { param: "input" } });
    const open = context();
    expect(await piiPolicy({ failurePolicy: "OPEN" }).onRequest?.(open)).toBeNull();
    expect(open.decisions).toMatchObject([{ action: "failed" }]);
  });
});

describe("an answer", () => {
  test("is refused where a category blocks", async () => {
    const context = testContext();
    const filter = piiPolicy({ action: "BLOCK" }).filterAnswer?.(context);
    if (!filter) throw new Error("The policy looks at no answers.");
    const { shown, denial } = await show(filter, ["Write to bob@exa", "mple.org, please."]);
    expect(shown).toBe("Write to ");
    expect(denial).toBeInstanceOf(Denial);
    expect(context.decisions).toMatchObject([{ action: "blocked", detail: "EMAIL ×1 in the answer's content" }]);
  });

  test("is of no interest where nothing was replaced and nothing is looked for", () => {
    expect(piiPolicy({ skipResponsePayloadFiltering: true }).filterAnswer?.(testContext())).toBeNull();
  });

  test("has its values again behind a second step of the same kind, which finds nothing new in them", async () => {
    const [first, second] = [piiPolicy({ action: "REPLACE", categories: ["EMAIL"] }), piiPolicy({ action: "REPLACE" })];
    const context = testContext({ texts: [user("anna@example.com, +49 30 901820")] });
    for (const policy of [first, second]) await policy.onRequest?.(context);
    expect(context.call.texts()[0]?.text).toBe("<EMAIL_1>, <PHONE_1>");
    let text = "So: <EMAIL_1>, <PHONE_1>.";
    for (const policy of [first, second]) {
      const filter = policy.filterAnswer?.(context);
      if (filter) text = (await show(filter, [text], CONTENT)).shown;
    }
    expect(text).toBe("So: anna@example.com, +49 30 901820.");
  });

  test("repeats of masks without anything between them are one", async () => {
    const filter = piiPolicy({ patterns: [{ label: "part", pattern: "<<[a-z]>>" }] }).filterAnswer?.(testContext());
    if (!filter) throw new Error("The policy looks at no answers.");
    expect((await show(filter, ["<<a>", "><<b", ">> <<c>>"])).shown).toBe("[REDACTED] [REDACTED]");
  });
});

describe("a configuration", () => {
  test("of Gravitee's documentation is taken as it is", () => {
    const published = {
      resourceName: "my-pii-detector",
      categories: ["PERSON", "EMAIL", "PHONE", "FINANCIAL_ACCOUNT", "GOVERNMENT_ID", "LOCATION"],
      threshold: 0.5,
      customMapping: { CUSTOM_LABEL: "PERSON" },
      skipResponsePayloadFiltering: false,
    };
    expect(piiFilteringSchema.safeParse(published).success).toBe(true);
  });

  test("that looks for names without a model is refused, instead of finding none", () => {
    const parsed = piiFilteringSchema.safeParse({ categories: ["EMAIL", "PERSON"] });
    expect(parsed.error?.issues).toMatchObject([
      { path: ["categories", 1], message: expect.stringContaining("PERSON can only be found by a model") },
    ]);
  });

  test.each([
    { wrong: { patterns: [{ label: "a", pattern: "(?=a)b" }] }, path: "patterns.0.pattern" },
    { wrong: { phoneRegions: ["DE", "XX"] }, path: "phoneRegions.1" },
    { wrong: { resourceName: "nobody" }, path: "resourceName" },
  ])("is refused at its place: $path", ({ wrong, path }) => {
    const identity = { apiId: "api", planId: null, step: "pii", slot: "pii" };
    const build = { identity, phase: "request", sources: testSources() } as const;
    const problem = createPiiFiltering(piiFilteringSchema.parse(wrong), build);
    expect(problem).toBeInstanceOf(PolicyProblem);
    expect(problem).toMatchObject({ path });
  });
});
