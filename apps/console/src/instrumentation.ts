/** Runs once, before the first request. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { readTrustedProxies } = await import("./server/trusted-proxies.ts");
  const { watchCallers } = await import("./server/watch-callers.ts");
  watchCallers(readTrustedProxies(process.env["SLUICE_TRUSTED_PROXIES"] ?? ""));
  const { workBeside } = await import("./server/work-beside.ts");
  workBeside();
}
