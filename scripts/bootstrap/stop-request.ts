/** How often to look whether npm, which started us, is still there. */
const PARENT_POLL_MS = 1_000;
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
    watchNpm(ask);
  });
}

/** npm that is killed takes nobody with it. Started by anything else, a new parent only means that a shell has ended. */
function watchNpm(gone: () => void): void {
  if (!process.env["npm_lifecycle_event"]) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, PARENT_POLL_MS);
  timer.unref();
}
