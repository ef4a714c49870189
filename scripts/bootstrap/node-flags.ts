/**
 * Of a gateway's and a simulator's Node. Calls leave little behind, and V8 looks for it the sooner the less room it has for new objects (16 MB
 * by itself): bodies lie outside of its heap, and were found by collections of the whole of it, for twice the CPU time that a prompt of
 * 100 kB takes without them. `npm run bench` has the figures; the Dockerfile says the same.
 */
export const SERVER_FLAGS: readonly string[] = ["--max-semi-space-size=6"];
