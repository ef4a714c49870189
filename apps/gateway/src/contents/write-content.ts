import { promisify } from "node:util";
import { zstdCompress } from "node:zlib";
import type { ContentLeg, StoredContent } from "@sluice/definition/contents";
import { vaultOf } from "@sluice/policies/pii-filtering/vault";
import type { ContentCapture } from "./content-capture.ts";
import { maskText } from "./mask-text.ts";
import { writeLeg } from "./write-leg.ts";

const compress = promisify(zstdCompress);

/** What of a capture is stored, compressed. `mostBytes` is of each body. */
export async function writeContent(capture: ContentCapture, mostBytes: number): Promise<Buffer> {
  const { logging, context, secrets } = capture;
  const vault = vaultOf(context);
  const mask = (text: string) => maskText(vault.hide(text), secrets);
  const legs: ContentLeg[] = [];
  for (const leg of capture.legs) {
    legs.push(await writeLeg(leg, { headers: logging.headers, payload: logging.payload, keyHeaders: logging.keyHeaders, mask, mostBytes }));
    // Each is a millisecond or so of work: requests that wait go first.
    await new Promise(setImmediate);
  }
  return compress(JSON.stringify({ legs } satisfies StoredContent));
}
