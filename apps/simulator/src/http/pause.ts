import type { ServerResponse } from "node:http";

/** Waits, but no longer than the client does. */
export function pause(ms: number, response: ServerResponse): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(timer);
      response.off("close", settle);
      resolve();
    };
    const timer = setTimeout(settle, ms);
    response.on("close", settle);
  });
}
