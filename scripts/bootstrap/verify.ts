import { existsSync, mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { childEnvironment } from "./environment.ts";
import { preparePackages, prismaEnvironment } from "./packages.ts";
import { seconds } from "./progress.ts";
import { CACHE, listRooms, ROOT } from "./root.ts";
import { type Outcome, run } from "./run-quietly.ts";

interface Check {
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Format, lint, types, boundaries, dead code, schema: no database, no network. Each runs whatever the others say. */
export async function verify(): Promise<number> {
  await preparePackages();
  const env = childEnvironment({ NO_COLOR: "1" });
  const waiting = [...listChecks()];
  let failures = 0;
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) if (!(await perform(check, env))) failures++;
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
  console.log(failures === 0 ? `\nEverything is in order (${seconds()}).` : `\n${failures} of these checks failed (${seconds()}).`);
  return failures === 0 ? 0 : 1;
}

/** The slowest first: they decide when the last one ends. */
function listChecks(): readonly Check[] {
  const rooms = listRooms().filter((room) => existsSync(path.join(ROOT, room, "tsconfig.json")));
  return [
    ...[...rooms, "."].map(typeCheck),
    { name: "format and lint", args: [bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."] },
    { name: "boundaries", args: [bin("dependency-cruiser/bin/dependency-cruiser.mjs"), "packages", "apps", "scripts"] },
    { name: "dead code", args: [bin("knip/bin/knip.js"), "--no-progress"] },
    { name: "prisma schema", args: [bin("prisma/build/index.js"), "validate"], env: prismaEnvironment() },
  ];
}

function typeCheck(room: string): Check {
  const memory = path.join(CACHE, "types", `${room === "." ? "scripts" : room.replaceAll("/", "-")}.tsbuildinfo`);
  mkdirSync(path.dirname(memory), { recursive: true });
  const name = `types of ${room === "." ? "scripts and e2e" : room}`;
  return { name, args: [bin("typescript/bin/tsc"), "-p", room, "--noEmit", "--incremental", "--tsBuildInfoFile", memory] };
}

function bin(file: string): string {
  return path.join(ROOT, "node_modules", file);
}

async function perform(check: Check, env: NodeJS.ProcessEnv): Promise<boolean> {
  const began = performance.now();
  const { code, output }: Outcome = await run({ command: process.execPath, args: check.args, cwd: ROOT, env: check.env ?? env });
  console.log(`  ${code === 0 ? "✓" : "✗"} ${check.name}  ${seconds(began)}`);
  if (code !== 0) console.log(`${output.trimEnd()}\n`);
  return code === 0;
}
