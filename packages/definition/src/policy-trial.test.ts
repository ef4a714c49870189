import { expect, test } from "vitest";
import { impactInputSchema } from "./policy-impact.ts";
import { trialInputSchema } from "./policy-trial.ts";

test("what is left out is not taken for empty: it stands for what is saved", () => {
  const sample = { model: "m", messages: [{ content: "Hello" }] };
  const tried = trialInputSchema.parse({ planId: "0190c0de-0000-7000-8000-0000000000aa", sample });
  expect(Object.keys(tried).toSorted()).toEqual(["planId", "sample"]);
  expect(impactInputSchema.parse({})).toEqual({ last: 1_000 });
});
