import { readEnv } from "./env.ts";
import { createSimulator } from "./simulator.ts";

/** A stream in flight may end by itself; a hung one must not hold up the exit. */
const DRAIN_MS = 3000;

const env = readEnv(process.env);
if (typeof env === "string") {
  console.error(env);
  process.exit(1);
}

try {
  const simulator = await createSimulator(env);
  console.log(`Provider simulator ready on ${simulator.url}/v1`);
  const stop = () => void simulator.close(DRAIN_MS).then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
} catch (error) {
  const isBusy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  console.error(isBusy ? `Port ${env.port} is taken. Stop what uses it, or set SIMULATOR_PORT to another port (0: any free one).` : error);
  process.exit(1);
}
