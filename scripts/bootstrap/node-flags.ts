/**
 * Of the Node of a gateway and a simulator; the Dockerfile says the same. What they bring shows in `npm run bench` and by `--trace-gc`.
 *
 * V8 learns where objects live long, and makes those that come from there among the old ones at once. In a gateway, calls of milliseconds and
 * streams of minutes come from the same places: after a few seconds of load V8 (Node 24.21) took all for long-lived, and every call left 5 kB among
 * the old ones until the next look through the whole heap. Without that lesson a collection of what is new takes a fifth of the time.
 *
 * The bytes of bodies lie outside of the heap, and 64 MB of them have V8 look through the whole of it. With 12 MB for what is new instead of 32,
 * those that nobody needs any more are found before: an extra 100 kB of prompt takes half the CPU time.
 */
export const SERVER_FLAGS: readonly string[] = ["--no-allocation-site-pretenuring", "--max-semi-space-size=12"];
