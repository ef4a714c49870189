// Loaded into a measured process (`node --import`): answers each message with the CPU time used so far, in microseconds, and its memory; asked
// for the heap, after a full collection.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

process.on("message", (message) => {
  if (message === "heap") collect();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ cpuMicros: user + system, rssBytes: rss, heapBytes: heapUsed, externalBytes: external });
});
process.channel?.unref();

/** Node gives the collector away only when asked, and a flag would be the measured process's own. */
function collect() {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}
