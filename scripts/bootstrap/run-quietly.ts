import { spawn } from "node:child_process";
import { StopSign } from "./stop-sign.ts";

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Hears what it has just said: its last line. */
  readonly onSaid?: (line: string) => void;
}

/** Enough to hold the reason; installers say a lot before they say why. */
const SHOWN_LINES = 40;

export interface Outcome {
  readonly code: number;
  /** Both streams, as they came. */
  readonly output: string;
}

/** Runs a command and keeps what it says. */
export function run(command: Command): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command.command, command.args, { cwd: command.cwd, env: command.env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (chunk: Buffer): void => {
      output += chunk.toString("utf8");
      command.onSaid?.(output.slice(output.trimEnd().lastIndexOf("\n") + 1).trim());
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", (error) => resolve({ code: 1, output: error.message }));
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a command; when it fails, throws `sentence` with the last lines that it said. */
export async function runQuietly(command: Command, sentence: string): Promise<string> {
  const { code, output } = await run(command);
  if (code === 0) return output;
  throw new StopSign(`${sentence}\n\n${output.trimEnd().split("\n").slice(-SHOWN_LINES).join("\n")}`);
}
