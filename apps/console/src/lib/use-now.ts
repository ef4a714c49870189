"use client";

import { useSyncExternalStore } from "react";

const TICK_MS = 10_000;
let nowMs = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    nowMs = Date.now();
    for (const tell of listeners) tell();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** The time, in milliseconds, a step every ten seconds for "2 h ago"; null while the page is what the server drew, whose clock is another. */
export function useNow(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => (nowMs ||= Date.now()),
    () => null,
  );
}
