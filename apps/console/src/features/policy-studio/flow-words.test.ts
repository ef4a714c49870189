import { type Step, stepSchema } from "@sluice/definition/flow";
import { expect, test } from "vitest";
import { sayStep } from "./flow-words.ts";

const say = (policy: string, configuration: Step["configuration"]) => sayStep(stepSchema.parse({ policy, configuration }));

test.each([
  ["ip-filtering", { blacklistIps: ["192.0.2.1"] }, "Blacklist IPs: 192.0.2.1"],
  [
    "ip-filtering",
    { whitelistIps: ["10.0.0.0/8", "192.0.2.1", "192.0.2.2", "192.0.2.3"] },
    "Whitelist IPs: 10.0.0.0/8, 192.0.2.1 and 2 more",
  ],
  ["ip-filtering", { blacklistIps: [], whitelistIps: [] }, ""],
  ["prompt-decorator", { prepend: [{ role: "system", content: "Be brief." }] }, "Prepend: system"],
  ["pii-filtering", { actions: [{ category: "EMAIL", action: "MASK" }] }, "Actions: Email"],
  ["ip-filtering", { things: [{ secret: "x" }, { secret: "y" }] }, "Things: 2"],
  ["parameters", { forced: { temperature: 0, top_p: 1, seed: 7 } }, "Forced: temperature, top_p and 1 more"],
])("a step of %s says what is listed in it, and no more than fits a line", (policy, configuration, words) => {
  expect(say(policy, configuration)).toBe(words);
});

test("a header that is added is said by its name, not by its value", () => {
  const said = say("transform-headers", { addHeaders: [{ value: "Bearer 0123456789", name: "Authorization" }] });
  expect(said).toBe("Add headers: Authorization");
});

test("long names are cut", () => {
  expect(say("transform-headers", { removeHeaders: [`x-${"long".repeat(20)}`] })).toBe(
    `Remove headers: x-${"long".repeat(20).slice(0, 37)}…`,
  );
});
