"use client";

import { type RefObject, useEffect, useState } from "react";

/** Taller than any screen, with some to spare for a fast wheel. */
const DRAWN = 120;
/** A new set of rows is drawn every so many, and not for each one that passes. */
const STEP = 20;

export interface VisibleRows {
  readonly first: number;
  /** The one after the last. */
  readonly end: number;
}

/** Which rows of a long table to draw: those near the window. `onEnd` is told when the last ones come near. */
export function useVisibleRows(
  body: RefObject<HTMLElement | null>,
  count: number,
  {
    rowPx,
    onEnd,
  }: {
    readonly rowPx: number;
    readonly onEnd: (() => void) | null;
  },
): VisibleRows {
  const [first, setFirst] = useState(0);
  useEffect(() => {
    const look = () => {
      const top = body.current?.getBoundingClientRect().top ?? 0;
      const at = Math.max(0, Math.floor(-top / rowPx));
      setFirst(Math.max(0, Math.floor(at / STEP) * STEP - STEP));
      if (onEnd && count - at < DRAWN / 2) onEnd();
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    return () => window.removeEventListener("scroll", look);
  }, [body, count, rowPx, onEnd]);
  // A filter that shortens the list leaves the window at its end for a moment.
  const start = Math.min(first, Math.max(0, count - DRAWN));
  return { first: start, end: Math.min(count, start + DRAWN) };
}
