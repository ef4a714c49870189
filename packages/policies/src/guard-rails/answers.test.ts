import { aiPromptGuardRailsSchema } from "@sluice/definition/policies/ai-prompt-guard-rails";
import { Denial } from "@sluice/wire/denial";
import { describe, expect, test } from "vitest";
import type { TextFilter, TextPlace } from "../policy.ts";
import { PolicyProblem } from "../policy-problem.ts";
import { createTextDetectors } from "../resources/create-text-detectors.ts";
import type { ClassifierResource, TextResource } from "../resources/text-resource.ts";
import { testContext } from "../testing/test-context.ts";
import { testSources } from "../testing/test-sources.ts";
import { createGuardRails } from "./create.ts";

const PLACE: TextPlace = { kind: "content", id: "0" };
const ALL = createTextDetectors({
  promptInjection: true,
  jailbreak: true,
  secrets: true,
  patterns: [{ label: "project", pattern: "PRJ-\\d{4}(?:-[A-Z]{2,8})?", ignoreCase: false }],
  denyLists: [{ label: "words", phrases: ["Projekt Nordlicht", "ass"] }],
}) as TextResource;
/** Put together here, so that nothing in this file looks like a key to those who look for them. */
const KEY = `${["sk", "proj", ""].join("-")}a8Kd92jQmZx7Lw03VbTnR5cYpHsG1uEoIfJqXzA4k6Dv`;

function filterOf(configuration: object = {}, resource = ALL) {
  const parsed = aiPromptGuardRailsSchema.parse({ resourceName: "guard", responsePolicy: "BLOCK_RESPONSE", ...configuration });
  const sources = testSources({ resources: new Map([["guard", resource]]) });
  const identity = { apiId: "api", planId: null, step: "guard", slot: "guard" };
  const policy = createGuardRails(parsed, { identity, phase: "request", sources });
  if (policy instanceof PolicyProblem) throw new Error(policy.message);
  const context = testContext();
  const filter = policy.filterAnswer?.(context);
  if (!filter) throw new Error("The policy looks at no answers.");
  return { filter, decisions: context.decisions };
}

interface Seen {
  readonly shown: string;
  readonly denial: Denial | null;
}

async function show(filter: TextFilter, pieces: readonly string[], place = PLACE): Promise<Seen> {
  let shown = "";
  for (const piece of [...pieces, null]) {
    const result = await (piece === null ? filter.end(place) : filter.push(place, piece));
    if (result instanceof Denial) return { shown, denial: result };
    shown += result;
  }
  return { shown, denial: null };
}

/** What it is, the answer, what of it must not be seen, and its label. */
const FOUND = [
  { what: "a key", text: `Here it is: ${KEY}. Keep it safe.`, hidden: KEY.slice(8), label: "openai_key" },
  { what: "a key at the end", text: `Here it is: ${KEY}`, hidden: KEY.slice(8), label: "openai_key" },
  { what: "a password by its name", text: `Set DB_PASSWORD="tr0ub4dor&3xyz" and go on.`, hidden: "tr0ub4dor&3xyz", label: "credential" },
  { what: "a pattern", text: "The code is PRJ-1234-ABCD, as agreed.", hidden: "1234", label: "project" },
  { what: "a phrase", text: "It belongs to PROJEKT Nórdlicht and others.", hidden: "Nórdlicht", label: "words" },
] as const;

describe("what must not be shown", () => {
  test.each(FOUND)("is never shown, wherever a stream is split: $what", async ({ text, hidden, label }) => {
    for (let first = 0; first <= text.length; first++) {
      for (const second of [first + 1, first + 7, text.length]) {
        const { filter } = filterOf();
        const { shown, denial } = await show(filter, [text.slice(0, first), text.slice(first, second), text.slice(second)]);
        expect(denial?.message).toBe(`AI answer validation detected. Reason: [${label}]`);
        expect(shown).not.toContain(hidden.slice(0, 4));
        expect(text.startsWith(shown)).toBe(true);
      }
    }
  });

  test.each(FOUND)("is never shown letter by letter: $what", async ({ text, hidden }) => {
    const { shown, denial } = await show(filterOf().filter, [...text]);
    expect(denial?.code).toBe("content_policy_violation");
    expect(shown).not.toContain(hidden.slice(0, 4));
  });
});

const HARMLESS = [
  "Sure! A class of assistants passes the assessment; the pass was assigned.",
  "Das Projekt Norden beginnt im Herbst, und niemand ignoriert die Regeln.",
  "Skis and sketches: ask-me-anything sessions, sk-8er boys, https://example.org/a?b=c and PRJ-12.",
  "你好，世界。今天天气很好。",
  'Write password = os.environ["PASSWORD"] and never the value itself.',
];

describe("harmless text", () => {
  test.each(HARMLESS)("comes out whole, wherever it is split: %s", async (text) => {
    for (let at = 0; at <= text.length; at++) {
      const { shown, denial } = await show(filterOf().filter, [text.slice(0, at), text.slice(at)]);
      expect([shown, denial]).toEqual([text, null]);
    }
    expect(await show(filterOf().filter, [...text])).toEqual({ shown: text, denial: null });
  });

  test("is out at once, and nothing waits but what may become a finding", () => {
    const { filter } = filterOf();
    expect(filter.push(PLACE, "Hello")).toBe("Hello");
    expect(filter.push(PLACE, ", the key begins with sk")).toBe(", the key begins with sk");
    expect(filter.push(PLACE, "-abc")).toBe("");
    expect(filter.push(PLACE, " or so.")).toBe("-abc or so.");
  });

  test("costs far less than the 50 ms by which a stream may be late", () => {
    const { filter } = filterOf();
    filter.push(PLACE, "Warm up the code. ");
    const beganMs = performance.now();
    filter.push(PLACE, "The first words of an answer");
    expect(performance.now() - beganMs).toBeLessThan(50);
  });

  test("of two texts in one answer is never taken together", async () => {
    const { filter } = filterOf();
    expect(filter.push(PLACE, "Projekt")).toBe("");
    expect(filter.push({ kind: "content", id: "1" }, " Nordlicht")).toBe(" Nordlicht");
    expect(await filter.end(PLACE)).toBe("Projekt");
  });
});

test("a log of answers holds nothing back, and records each label once", async () => {
  const { filter, decisions } = filterOf({ responsePolicy: "LOG_RESPONSE" });
  const text = `${KEY} and ${KEY} and more.`;
  expect(filter.push(PLACE, text)).toBe(text);
  await filter.end(PLACE);
  expect(decisions).toHaveLength(1);
  expect(decisions[0]).toMatchObject({ action: "allowed", detail: "openai_key 0.98 at content" });
});

test("arguments of tools are looked at unless that is switched off", async () => {
  const place: TextPlace = { kind: "tool_arguments", id: "0" };
  expect((await show(filterOf().filter, [`{"key":"${KEY}"}`], place)).denial?.code).toBe("content_policy_violation");
  expect((await show(filterOf({ toolArguments: false }).filter, [`{"key":"${KEY}"}`], place)).denial).toBeNull();
});

describe("an answer through a classifier", () => {
  const SENTENCE = "This is a sentence of some length that nobody could object to, not even on a Monday. ";

  function classifier(of: (text: string) => number): ClassifierResource & { readonly asked: string[] } {
    const asked: string[] = [];
    return {
      kind: "classifier",
      labels: ["bad"],
      asked,
      async classify([text = ""]) {
        asked.push(text);
        return [[{ label: "bad", score: of(text) }]];
      },
    };
  }

  test("is shown sentence by sentence, and ends before the one that is found out", async () => {
    const { filter } = filterOf(
      {},
      classifier((text) => (text.includes("terrible") ? 0.9 : 0)),
    );
    const { shown, denial } = await show(filter, [
      ...`${SENTENCE}${SENTENCE}Something terrible comes here, in a sentence that is long enough to be asked about at once. End.`,
    ]);
    expect(denial?.message).toBe("AI answer validation detected. Reason: [bad]");
    expect(shown).toBe(SENTENCE + SENTENCE);
  });

  test("is asked about a bounded number of times, however long it is", async () => {
    const resource = classifier(() => 0);
    const text = SENTENCE.repeat(2_000);
    const { shown } = await show(filterOf({}, resource).filter, text.match(/.{1,20}/gs) ?? []);
    expect(shown).toBe(text);
    expect(resource.asked.length).toBeLessThan(100);
  });

  test("waits for nothing where it is only recorded", async () => {
    const { filter, decisions } = filterOf(
      { responsePolicy: "LOG_RESPONSE" },
      classifier(() => 0.95),
    );
    expect(filter.push(PLACE, SENTENCE)).toBe(SENTENCE);
    expect(await filter.end(PLACE)).toBe("");
    expect(decisions).toHaveLength(1);
  });

  test("ends with an error where the classifier fails and the guard is closed", async () => {
    const failing: ClassifierResource = {
      kind: "classifier",
      labels: ["bad"],
      classify: () => Promise.reject(new Error("no answer in time")),
    };
    expect((await show(filterOf({}, failing).filter, [SENTENCE])).denial?.code).toBe("policy_unavailable");
    expect(await show(filterOf({ failurePolicy: "OPEN" }, failing).filter, [SENTENCE])).toEqual({ shown: SENTENCE, denial: null });
  });
});
