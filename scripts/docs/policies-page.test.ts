import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkFlows } from "../../packages/definition/src/policies/check-flows.ts";
import { POLICY_KINDS } from "../../packages/definition/src/policies/policy-kinds.ts";
import { policiesPage } from "./policies-page.ts";
import { POLICY_NOTES } from "./policy-notes.ts";

test("docs/policies.md says what the policies' schemas and the coverage table say (else: node scripts/docs/policies.ts)", () => {
  expect(readFileSync(new URL("../../docs/policies.md", import.meta.url), "utf8")).toBe(policiesPage());
});

test.each(POLICY_KINDS.map(({ id }) => id))("the example of %s is one that may be deployed", (policy) => {
  const step = { name: "", enabled: true, policy, configuration: JSON.parse(JSON.stringify(POLICY_NOTES[policy]?.configuration)) };
  const flow = { name: "", enabled: true, selectors: [], request: [step], response: [] };
  expect(checkFlows({ flows: [flow], plans: [] })).toEqual([]);
});

test("every policy that refuses has a shadow to try it in", () => {
  const page = policiesPage();
  for (const { id } of POLICY_KINDS) {
    const own = page.slice(page.indexOf(`(\`${id}\`)\n`)).split("\n## ")[0] ?? "";
    const refuses = (POLICY_NOTES[id]?.refusals.length ?? 0) > 0;
    if (refuses) expect(own).toContain("**Shadow**");
  }
});
