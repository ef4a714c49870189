"use client";

import { useSyncExternalStore } from "react";

/** Less is a finger that rested on the wheel. */
const SLACK_PX = 80;

function subscribe(listener: () => void): () => void {
  window.addEventListener("scroll", listener, { passive: true });
  return () => window.removeEventListener("scroll", listener);
}

/** Whether the reader is somewhere down the page. */
export function useScrolledAway(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.scrollY > SLACK_PX,
    () => false,
  );
}
