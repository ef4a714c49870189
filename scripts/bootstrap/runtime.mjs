import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_HOST = 20;
const WANTED = 24;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
/** Where the Node 24 of the last start was found: asking npx again costs half a second. */
const remembered = path.join(root, ".cache/sluice/node-path");

/**
 * True when this process is Node 24 or newer and should go on. Otherwise runs `script` again under Node 24, fetched by npx, with the same
 * arguments; ends as that process ends, and returns false.
 */
export async function runUnderNode24(script) {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= WANTED) return true;
  if (major < OLDEST_HOST)
    return fail(`Sluice needs Node ${OLDEST_HOST} or newer to start; this is ${process.version}. See https://nodejs.org.`);
  const node = recallNode() ?? (await fetchNode());
  if (!node) return false;
  await become(node, [script, ...process.argv.slice(2)]);
  return false;
}

function recallNode() {
  const known = existsSync(remembered) ? readFileSync(remembered, "utf8").trim() : "";
  return known && existsSync(known) ? known : null;
}

async function fetchNode() {
  console.log(`  Fetching Node ${WANTED} (this machine has ${process.version}) …`);
  const { code, output, errors } = await capture("npx", ["-y", "-p", `node@${WANTED}`, "node", "-p", "process.execPath"]);
  const found = output.trim().split("\n").at(-1) ?? "";
  if (code !== 0 || !existsSync(found)) {
    return (
      fail(
        `npx could not fetch Node ${WANTED} from the npm registry. Check the network, or install Node ${WANTED} yourself.\n${errors.trim()}`,
      ) || null
    );
  }
  try {
    mkdirSync(path.dirname(remembered), { recursive: true });
    writeFileSync(remembered, `${found}\n`);
  } catch {
    // A checkout that cannot be written to is reported by the first step that must write.
  }
  return found;
}

function capture(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (errors += chunk));
    child.once("error", (error) => resolve({ code: 1, output, errors: error.message }));
    child.once("close", (code) => resolve({ code, output, errors }));
  });
}

/** The other process is the real one: it gets our signals, and notices by the closed channel when we are killed. */
function become(node, args) {
  return new Promise((resolve) => {
    const child = spawn(node, args, { stdio: ["inherit", "inherit", "inherit", "ipc"] });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    child.once("error", (error) => resolve(fail(`Could not run ${node}: ${error.message}`)));
    child.once("exit", (code) => {
      process.exitCode = code ?? 1;
      if (child.connected) child.disconnect();
      resolve(false);
    });
  });
}

function fail(sentence) {
  console.error(sentence);
  process.exitCode = 1;
  return false;
}
