import { existsSync } from "node:fs";
import path from "node:path";
import { childEnvironment, installerEnvironment } from "./environment.ts";
import { withLock } from "./lock.ts";
import { step } from "./progress.ts";
import { CACHE, listRooms, ROOT } from "./root.ts";
import { runQuietly } from "./run-quietly.ts";
import { hashSources, readStamp, writeStamp } from "./stamp.ts";

/** Version 12 refuses a frozen lockfile over a field that this package.json does not have; later ones are untried. */
const PNPM = "pnpm@11.28.11";
const MANIFESTS = ["package.json", "pnpm-workspace.yaml", "pnpm-lock.yaml", ".npmrc"];

/** Packages installed as the lockfile says, and the Prisma client generated. Does nothing when nothing changed. */
export function preparePackages(): Promise<void> {
  return withLock(path.join(CACHE, "setup.lock"), async () => {
    await install();
    await generateClient();
  });
}

async function install(): Promise<void> {
  const manifests = [...MANIFESTS, ...listRooms().map((room) => `${room}/package.json`)];
  const hash = hashSources(manifests, `${process.platform}-${process.arch}`);
  if (readStamp("packages") === hash && existsSync(path.join(ROOT, "node_modules/.modules.yaml"))) return;
  await step("Installed packages", async (say) => {
    await runQuietly(
      { command: "npx", args: ["-y", PNPM, "install", "--frozen-lockfile"], cwd: ROOT, env: installerEnvironment(), onSaid: say },
      "The packages could not be installed. Check the network and the npm registry's address, then start again.",
    );
    writeStamp("packages", hash);
  });
}

async function generateClient(): Promise<void> {
  const hash = hashSources(["prisma/schema.prisma", "pnpm-lock.yaml"]);
  if (readStamp("prisma-client") === hash && existsSync(path.join(ROOT, "packages/db/src/generated/client.ts"))) return;
  await step("Generated the database client", async () => {
    await runQuietly(
      {
        command: process.execPath,
        args: [path.join(ROOT, "node_modules/prisma/build/index.js"), "generate"],
        cwd: ROOT,
        env: prismaEnvironment(),
      },
      "Prisma could not generate its client from prisma/schema.prisma.",
    );
    writeStamp("prisma-client", hash);
  });
}

/** Prisma would download a schema engine that `generate` and `validate` never run; any file in its place keeps it from trying. */
export function prismaEnvironment(): NodeJS.ProcessEnv {
  return childEnvironment({ PRISMA_SCHEMA_ENGINE_BINARY: process.execPath });
}
