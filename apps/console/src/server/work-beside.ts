import { startRounds } from "@sluice/management/start-rounds";
import { serverRuntime } from "./runtime.ts";

const RETRY_MS = 5_000;

/** What the console does beside answering, from the moment that its database is there. */
export function workBeside(): void {
  serverRuntime().then(
    (runtime) => startRounds(runtime, (message) => console.error(message)),
    () => setTimeout(workBeside, RETRY_MS).unref(),
  );
}
