import type { IncomingMessage } from "node:http";

/** Large enough for a long prompt with images or an audio file, small enough that a runaway client cannot fill the memory. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** The whole body; null when it is larger than `maxBytes` (the rest is discarded). Rejects when the client leaves midway. */
export function readBody(request: IncomingMessage, maxBytes = MAX_BODY_BYTES): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    request.on("data", (piece: Buffer) => {
      bytes += piece.length;
      if (bytes > maxBytes) {
        pieces.length = 0;
        resolve(null);
      } else pieces.push(piece);
    });
    request.on("end", () => resolve(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)));
    request.on("error", reject);
    request.on("close", () => {
      if (!request.complete) reject(new Error("The client left before its request was complete."));
    });
  });
}
