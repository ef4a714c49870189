"use client";

import { useSyncExternalStore } from "react";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const STORED_AS = "sluice-theme";

const listeners = new Set<() => void>();

function read(): Theme {
  const pinned = document.documentElement.dataset["theme"];
  return pinned === "light" || pinned === "dark" ? pinned : "system";
}

export function setTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  try {
    if (theme === "system") localStorage.removeItem(STORED_AS);
    else localStorage.setItem(STORED_AS, theme);
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page.
  }
  for (const tell of listeners) tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The person's choice; `system` on the server, which cannot know it. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, read, () => "system");
}
