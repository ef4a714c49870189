import { readTransfer } from "@sluice/definition/gravitee/read-transfer";
import { exampleExport, POLICY_EXAMPLES } from "@sluice/definition/gravitee/testing/policy-examples";
import { expect, test } from "vitest";
import { parseDefinition } from "../apis/parse-definition.ts";
import { compileProblems } from "../flows/compile-problems.ts";
import { ManagementError } from "../management-error.ts";

test.each(POLICY_EXAMPLES.map((example) => [example.title, example] as const))(
  "Gravitee's example of %s is imported, and nothing stops its deployment",
  (_, example) => {
    const transfer = readTransfer(exampleExport(example));
    const parsed = parseDefinition(transfer?.definition);
    if (parsed instanceof ManagementError) throw new Error(JSON.stringify(parsed.extra.fields));
    const problems = compileProblems({ ...parsed.definition, plans: [...(parsed.plans ?? [])] });
    expect([transfer?.problems, problems]).toEqual([[], {}]);
  },
);
