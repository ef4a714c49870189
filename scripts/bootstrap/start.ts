import { readSettings, type Settings } from "./environment.ts";
import { preparePackages } from "./packages.ts";
import { announce, seconds } from "./progress.ts";
import { type Mode, Stack } from "./stack.ts";
import { onStop } from "./stop-request.ts";
import { StopSign } from "./stop-sign.ts";

/** Runs the product until it is told to stop. Resolves with the exit code. */
export async function start(mode: Mode): Promise<number> {
  const settings = readSettings(process.env);
  const stack = new Stack(settings, mode);
  const asked = onStop(() => stack.kill());
  try {
    await Promise.race([
      asked.then(() => {
        throw new StopRequest();
      }),
      startAll(stack, settings),
    ]);
    const death = await Promise.race([asked, stack.died()]);
    if (typeof death === "string") throw new StopSign(death);
    announce("Stopping …");
    return 0;
  } catch (error) {
    if (!(error instanceof StopRequest)) throw error;
    announce("Stopped before it was ready.");
    return 130;
  } finally {
    await stack.stop();
  }
}

/** Ctrl-C in the middle of a start: no failure, and no success. */
class StopRequest extends Error {}

async function startAll(stack: Stack, settings: Settings): Promise<void> {
  await preparePackages();
  await stack.start();
  const { ports } = settings;
  console.log(`\nSluice is ready (${seconds()}).\n`);
  console.log(`  Console    ${settings.consoleUrl}`);
  console.log(`  Gateway    ${settings.gatewayUrl}`);
  console.log(`  Simulator  ${settings.simulatorUrl}   a provider that needs no key`);
  console.log(`  Health     http://localhost:${ports.GATEWAY_ADMIN_PORT}/health/ready · /metrics · /config`);
  console.log(`  Data       ${settings.dataFolder}   logs in logs/`);
  console.log("\nCtrl-C stops everything.");
}
