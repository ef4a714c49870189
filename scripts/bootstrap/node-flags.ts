/**
 * Of the Node of a gateway and a simulator. A call leaves little behind, and with 6 MB for what is new instead of 16 it is found sooner: the
 * bytes of bodies lie outside of V8's heap, and 64 MB of them have it look through the whole of that. An extra 100 kB of prompt takes half the
 * CPU time so, and a short call no more (`npm run bench`). The Dockerfile says the same.
 */
export const SERVER_FLAGS: readonly string[] = ["--max-semi-space-size=6"];
