import { StopSign } from "./stop-sign.ts";

type Command = (args: readonly string[]) => Promise<number>;

/** One word each; package.json has the same. Loaded when asked for: `verify` needs no Postgres. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => {
    const { start } = await import("./start.ts");
    return () => start("start");
  },
  dev: async () => {
    const { start } = await import("./start.ts");
    return () => start("dev");
  },
  test: async () => (await import("./test.ts")).test,
  verify: async () => (await import("./verify.ts")).verify,
  bench: async () => (await import("./run-script.ts")).bench,
  seed: async () => (await import("./run-script.ts")).seed,
};

/** Runs one command and sets the exit code. What a person can act on is printed as a sentence, anything else with its stack. */
export async function runCommand([name = "", ...args]: readonly string[]): Promise<void> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    console.error(`Say what to do: node scripts/run.mjs ${Object.keys(COMMANDS).join(" | ")}`);
    process.exitCode = 2;
    return;
  }
  try {
    const command = await load();
    process.exitCode = await command(args);
  } catch (error) {
    console.error(`\n${error instanceof StopSign ? error.message : explain(error)}`);
    process.exitCode = 1;
  }
  // Nothing may keep a finished command alive: a socket of fetch, or the channel to the launcher.
  process.exit();
}

function explain(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
