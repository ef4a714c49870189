"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Whoever has scrolled further up than this reads something else. */
const NEAR_PX = 200;

/** Keeps the page's end in sight while an element grows, unless the reader has scrolled away from it. Who says something (`said` counts) goes there. */
export function useStickToEnd(growing: RefObject<HTMLElement | null>, said: number): void {
  const isNear = useRef(true);
  useEffect(() => {
    const look = () => {
      const { scrollHeight, clientHeight } = document.documentElement;
      isNear.current = scrollHeight - clientHeight - window.scrollY < NEAR_PX;
    };
    const observer = new ResizeObserver(() => isNear.current && scrollToEnd());
    if (growing.current) observer.observe(growing.current);
    window.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      window.removeEventListener("scroll", look);
    };
  }, [growing]);
  useEffect(() => {
    if (said > 0) scrollToEnd();
  }, [said]);
}

function scrollToEnd(): void {
  window.scrollTo({ top: document.documentElement.scrollHeight });
}
