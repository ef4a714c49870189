import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const depcruise = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");

/** [rule, file that breaks it, what the file imports]. */
const PLANTS: readonly (readonly [rule: string, from: string, specifier: string])[] = [
  ["wire-imports-only-its-neighbours", "packages/wire/src/a.ts", "@sluice/definition/target"],
  ["definition-imports-only-its-neighbours", "packages/definition/src/a.ts", "@sluice/wire/target"],
  ["pure-rooms-do-no-io", "packages/definition/src/b.ts", "node:fs"],
  ["pure-rooms-do-no-io", "packages/expression/src/b.ts", "node:fs"],
  ["expression-imports-only-its-neighbours", "packages/expression/src/a.ts", "@sluice/wire/target"],
  ["policies-imports-only-its-neighbours", "packages/policies/src/a.ts", "@sluice/providers/target"],
  ["providers-imports-only-its-neighbours", "packages/providers/src/a.ts", "@sluice/db/target"],
  ["db-imports-only-its-neighbours", "packages/db/src/a.ts", "@sluice/wire/target"],
  ["management-imports-only-its-neighbours", "packages/management/src/a.ts", "@sluice/providers/target"],
  ["simulator-imports-only-its-neighbours", "apps/simulator/src/a.ts", "@sluice/providers/target"],
  ["gateway-imports-only-its-neighbours", "apps/gateway/src/a.ts", "@sluice/management/target"],
  ["console-imports-only-its-neighbours", "apps/console/src/server/a.ts", "@sluice/db/target"],
  ["testkit-is-for-tests", "apps/gateway/src/b.ts", "@sluice/testkit/target"],
  ["tests-are-imported-by-nobody", "apps/gateway/src/c.ts", "./c.test.ts"],
  ["gateway-core-knows-no-express", "apps/gateway/src/pipeline/a.ts", "express"],
  ["gateway-pipeline-is-below-routes", "apps/gateway/src/pipeline/b.ts", "../routes/target.ts"],
  ["gateway-runtime-upstream-metering-are-leaves", "apps/gateway/src/upstream/a.ts", "../pipeline/target.ts"],
  ["gateway-leaves-do-not-mix", "apps/gateway/src/metering/a.ts", "../upstream/target.ts"],
  ["gateway-routes-go-through-the-pipeline", "apps/gateway/src/routes/a.ts", "../upstream/target.ts"],
  ["console-features-do-not-mix", "apps/console/src/features/logs/a.ts", "../wizard/target.ts"],
  ["console-browser-code-stays-out-of-management", "apps/console/src/lib/a.ts", "@sluice/management/target"],
  ["console-components-are-below-features", "apps/console/src/components/a.ts", "../features/wizard/target.ts"],
  ["console-primitives-know-no-domain", "apps/console/src/components/ui/a.ts", "@sluice/definition/target"],
  ["console-features-are-below-app", "apps/console/src/features/logs/b.ts", "@/app/target"],
  ["no-missing-files", "packages/wire/src/b.ts", "./nowhere.ts"],
];

/** Imports that the table allows: a rule that refuses one of these is too strict. */
const ALLOWED: readonly (readonly [from: string, specifier: string])[] = [
  ["packages/management/src/ok.ts", "@sluice/db/target"],
  ["packages/management/src/ok-too.ts", "@sluice/expression/target"],
  ["apps/gateway/src/runtime/ok.ts", "@sluice/expression/target"],
  ["apps/gateway/src/pipeline/ok.ts", "../upstream/target.ts"],
  ["apps/gateway/src/pipeline/ok.test.ts", "@sluice/testkit/target"],
  ["apps/gateway/src/routes/ok.ts", "../pipeline/target.ts"],
  ["apps/console/src/app/ok.ts", "@sluice/management/target"],
  ["apps/console/src/features/logs/ok.ts", "@sluice/definition/target"],
];

const ROOMS = [
  "packages/wire",
  "packages/definition",
  "packages/expression",
  "packages/policies",
  "packages/pricing",
  "packages/providers",
  "packages/db",
  "packages/management",
  "packages/testkit",
];
const TARGETS = [
  ...ROOMS.map((room) => `${room}/src/target.ts`),
  "apps/gateway/src/c.test.ts",
  ...["pipeline", "routes", "upstream"].map((folder) => `apps/gateway/src/${folder}/target.ts`),
  "apps/console/src/features/wizard/target.ts",
  "apps/console/src/app/target.ts",
];

let copy: string;
let found: { readonly rule: string; readonly from: string }[];

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
  writeFileSync(path.join(copy, file), text);
}

function layOutTheRooms(): void {
  copy = mkdtempSync(path.join(tmpdir(), "sluice-boundaries-"));
  mkdirSync(path.join(copy, "apps/console"), { recursive: true });
  for (const file of [".dependency-cruiser.cjs", "tsconfig.base.json", "apps/console/tsconfig.json"]) {
    copyFileSync(path.join(root, file), path.join(copy, file));
  }
  mkdirSync(path.join(copy, "node_modules/@sluice"), { recursive: true });
  for (const room of ROOMS) {
    const name = `@sluice/${path.basename(room)}`;
    write(`${room}/package.json`, JSON.stringify({ name, type: "module", exports: { "./*": "./src/*.ts" } }));
    symlinkSync(path.join(copy, room), path.join(copy, "node_modules", name));
  }
  write("node_modules/express/package.json", JSON.stringify({ name: "express", main: "index.js" }));
  write("node_modules/express/index.js", "");
  for (const file of TARGETS) write(file, "export const target = 1;\n");
}

beforeAll(() => {
  layOutTheRooms();
  write(
    "package.json",
    JSON.stringify({
      name: "copy",
      dependencies: { express: "1", ...Object.fromEntries(ROOMS.map((r) => [`@sluice/${path.basename(r)}`, "1"])) },
    }),
  );
  for (const [, from, specifier] of PLANTS) write(from, `import "${specifier}";\n`);
  for (const [from, specifier] of ALLOWED) write(from, `import "${specifier}";\n`);
  const run = spawnSync(process.execPath, [depcruise, "--output-type", "json", "packages", "apps"], { cwd: copy, encoding: "utf8" });
  const report: { summary: { violations: { from: string; rule: { name: string } }[] } } = JSON.parse(run.stdout);
  found = report.summary.violations.map((violation) => ({ rule: violation.rule.name, from: violation.from }));
}, 30_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe("the boundary rules", () => {
  test.each(PLANTS)("%s refuses %s importing %s", (rule, from) => {
    expect(found).toContainEqual({ rule, from });
  });

  test.each(ALLOWED)("let %s import %s", (from) => {
    expect(found.filter((violation) => violation.from === from)).toEqual([]);
  });

  test("a cycle is refused", () => {
    write("packages/wire/src/one.ts", 'import "./two.ts";\n');
    write("packages/wire/src/two.ts", 'import "./one.ts";\n');
    const run = spawnSync(process.execPath, [depcruise, "packages/wire"], { cwd: copy, encoding: "utf8" });
    expect(run.stdout).toContain("no-cycles");
    expect(run.status).not.toBe(0);
  }, 30_000);
});
