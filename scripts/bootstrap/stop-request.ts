import { identify, isAlive, type ProcessIdentity, parentOf } from "./process-identity.ts";

/** How often to look whether those whom we follow are still there. */
const POLL_MS = 1_000;
/** npm, a shell, and the host's older Node may stand above us. */
const MOST_ANCESTORS = 4;
/** One Ctrl-C arrives twice when a launcher passes it on as well. */
const SAME_REQUEST_MS = 1_000;

/**
 * Resolves when this process is asked to stop: by a signal, or because who started it is gone. `again` is called when somebody asks a second time.
 */
export function onStop(again: () => void): Promise<void> {
  return new Promise((resolve) => {
    let askedAt = 0;
    const ask = (): void => {
      if (askedAt === 0) askedAt = Date.now();
      else if (Date.now() - askedAt > SAME_REQUEST_MS) again();
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
    process.on("disconnect", ask);
    process.channel?.unref();
    watchMasters(ask);
  });
}

/**
 * Who takes us along when it goes. npm that is killed takes nobody with it, and whoever killed it means us. Other parents may go: a shell that
 * ends leaves its jobs running. A test runner that wants to be followed says so by SLUICE_STOP_WITH, a process number.
 */
function watchMasters(gone: () => void): void {
  const named = identify(Number(process.env["SLUICE_STOP_WITH"] ?? 0));
  const masters = [findNpm(), named].filter((master) => master !== null);
  if (masters.length === 0) return;
  const timer = setInterval(() => {
    if (masters.every(isAlive)) return;
    clearInterval(timer);
    gone();
  }, POLL_MS);
  timer.unref();
}

function findNpm(): ProcessIdentity | null {
  let pid = process.pid;
  for (let level = 0; level < MOST_ANCESTORS; level++) {
    const parent = parentOf(pid);
    if (!parent) return null;
    if (/^npm\b/.test(parent.command)) return identify(parent.pid);
    pid = parent.pid;
  }
  return null;
}
