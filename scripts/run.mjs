// The one entrance: `node scripts/run.mjs start | dev | test | verify | bench | seed`.
// This file and bootstrap/runtime.mjs are plain JavaScript for any Node from 20 on. Everything after them runs under Node 24, in TypeScript.
import { runUnderNode24 } from "./bootstrap/runtime.mjs";

if (await runUnderNode24(import.meta.filename ?? process.argv[1])) {
  const { runCommand } = await import("./bootstrap/commands.ts");
  await runCommand(process.argv.slice(2));
}
