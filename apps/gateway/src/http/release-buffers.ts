import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * The bytes of bodies lie outside of V8's heap. After 64 MB of them it looks through the whole heap for what can go, 40 to 80 ms of CPU each
 * time; nearly all of it is young, and looking through the young objects takes less than one. So it is asked for that in time.
 */
const LOOK_AFTER_BYTES = 24 << 20;

const collect = readCollector();
let bytes = 0;

/** Says that buffers of so many bytes were made on a request's way, of which hardly any will be kept. */
export function noteBuffers(length: number): void {
  bytes += length;
  if (bytes < LOOK_AFTER_BYTES) return;
  bytes = 0;
  collect({ type: "minor" });
}

/** V8 hands its collector to contexts that are made while the flag is set, and the flag is on nobody's command line. */
function readCollector(): (options: { readonly type: "minor" }) => void {
  setFlagsFromString("--expose-gc");
  const collector: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  return typeof collector === "function" ? (options) => collector(options) : () => {};
}
