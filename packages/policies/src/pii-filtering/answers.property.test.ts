import { describe, expect, test } from "vitest";
import type { TextPlace } from "../policy.ts";
import { testContext } from "../testing/test-context.ts";
import { CONTENT, piiPolicy, randomNumbers, randomSplit, show } from "./testing.ts";

/** Put together here, so that nothing in this file looks like a key to those who look for them. */
const KEY = `${["sk", "proj", ""].join("-")}a8Kd92jQmZx7Lw03VbTnR5cYpHsG1uEoIfJqXzA4k6Dv`;
const CALLERS = [
  "anna.müller@example.com",
  'o"neil\\@quotes.example',
  "+49 30 901820",
  "4111 1111 1111 1111",
  "DE89 3704 0044 0532 0130 00",
] as const;
const PROMPT = `Write to anna.müller@example.com or call +49 30 901820; pay 4111 1111 1111 1111 from DE89 3704 0044 0532 0130 00.`;
const TURNS = 300;

/** Parts that an answer is put together from: what is restored, what is masked, what is left alone, and what only begins like one of those. */
const PARTS: readonly { readonly written: string; readonly shown: string }[] = [
  { written: "<EMAIL_1>", shown: "anna.müller@example.com" },
  { written: "EMAIL_1", shown: "anna.müller@example.com" },
  { written: "<email_1>", shown: "anna.müller@example.com" },
  { written: "\\<EMAIL\\_1\\>", shown: "anna.müller@example.com" },
  { written: "&lt;PHONE_1&gt;", shown: "+49 30 901820" },
  { written: "< PAYMENT_CARD_1 >", shown: "4111 1111 1111 1111" },
  { written: "<IBAN_1>", shown: "DE89 3704 0044 0532 0130 00" },
  { written: "anna.müller@example.com", shown: "anna.müller@example.com" },
  { written: "bob@example.org", shown: "[REDACTED]" },
  { written: "5555 5555 5555 4444", shown: "[REDACTED]" },
  { written: "192.168.10.214", shown: "[REDACTED]" },
  { written: "529.982.247-25", shown: "[REDACTED]" },
  { written: KEY, shown: "[REDACTED]" },
  ...[
    "EMAIL_12",
    "<EMAIL_9>",
    "email_1",
    "<EM",
    "<b>EMAIL</b>",
    "&lt;",
    "EMAIL",
    "@home",
    "version 1.2.3.4",
    "550e8400-e29b-41d4-a716-446655440000",
    "2024-11-28 10:33:32",
    "a < b && c > d",
    "4111 1111",
    "Grüße, 世界 😀",
    "sk-proj-",
    "+49",
    "order 1234567890",
    "The quick brown fox",
    "12:30",
  ].map((text) => ({ written: text, shown: text })),
];
const GAPS = [". Then ", ", ", " and ", "\n\n", " — ", "; it is "] as const;

function randomAnswer(random: () => number) {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  let [written, shown] = ["", ""];
  for (let count = 1 + Math.floor(random() * 8); count > 0; count--) {
    const [part, gap] = [pick(PARTS), pick(GAPS)];
    written += part.written + gap;
    shown += part.shown + gap;
  }
  return { written, shown };
}

function answering(configuration: object = {}) {
  const policy = piiPolicy({ action: "REPLACE", ...configuration });
  const context = testContext({ texts: [{ role: "user", text: PROMPT }] });
  expect(policy.onRequest?.(context)).toBeNull();
  return {
    sent: context.call.texts()[0]?.text ?? "",
    filter: () => {
      const filter = policy.filterAnswer?.(context);
      if (!filter) throw new Error("The policy looks at no answers.");
      return filter;
    },
  };
}

test("the provider sees placeholders alone", () => {
  const { sent } = answering();
  expect(sent).toBe("Write to <EMAIL_1> or call <PHONE_1>; pay <PAYMENT_CARD_1> from <IBAN_1>.");
  for (const value of CALLERS) expect(sent).not.toContain(value);
});

describe("wherever an answer is split", () => {
  const { filter } = answering();
  const random = randomNumbers(20_261_128);
  const answers = Array.from({ length: TURNS }, () => randomAnswer(random));

  test("callers see their values, and masks for what is new", async () => {
    for (const { written, shown } of answers) {
      const pieces = randomSplit(written, random);
      expect(await show(filter(), pieces), JSON.stringify(pieces)).toEqual({ shown, denial: null });
    }
  });

  test("it is what it is whole", async () => {
    for (const { written, shown } of answers) expect(await show(filter(), [written])).toEqual({ shown, denial: null });
  });

  test("a tool's arguments stay JSON with the same values", async () => {
    const place: TextPlace = { kind: "tool_arguments", id: "0.0" };
    for (const { written, shown } of answers) {
      const written1 = JSON.stringify({ to: written, nested: { list: [written, 1, true, null] }, "quoted\n": 'a "b" \\ c' });
      const escaped = random() < 0.5 ? written1 : written1.replaceAll("<", "\\u003c").replaceAll("ü", "\\u00fc");
      const seen = await show(filter(), randomSplit(escaped, random), place);
      expect(JSON.parse(seen.shown)).toEqual({ to: shown, nested: { list: [shown, 1, true, null] }, "quoted\n": 'a "b" \\ c' });
    }
  });

  test("placeholders come back where answers are not looked at", async () => {
    const unmasked = answering({ skipResponsePayloadFiltering: true });
    for (const { written } of answers) {
      const seen = await show(unmasked.filter(), randomSplit(`${written} bob@example.org <PHONE_1>`, random));
      expect(seen.shown.endsWith("bob@example.org +49 30 901820")).toBe(true);
    }
  });

  test("nothing is held back but what may become one of both", async () => {
    const plain = filter();
    let shown = "";
    for (const piece of ["Hello there, ", "this is a text ", "without any of that, ", "and it goes on. "])
      shown += await plain.push(CONTENT, piece);
    expect(shown.length).toBeGreaterThan("Hello there, this is a text without any of that, and it goes on.".length - 1);
  });
});
