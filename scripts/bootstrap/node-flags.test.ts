import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { SERVER_FLAGS } from "./node-flags.ts";
import { ROOT } from "./root.ts";

test("containers start with the flags that npm start and the benchmark use, and Node knows them", () => {
  const dockerfile = readFileSync(path.join(ROOT, "Dockerfile"), "utf8");
  for (const app of ["gateway", "simulator"])
    expect(dockerfile).toContain(`CMD ${JSON.stringify(["node", ...SERVER_FLAGS, `apps/${app}/src/main.ts`]).replaceAll(",", ", ")}`);
  expect(execFileSync(process.execPath, [...SERVER_FLAGS, "-p", "1"], { encoding: "utf8" })).toBe("1\n");
});
