"use client";

import { useEffect } from "react";

const QUESTION = "Leave without saving? What you changed on this page is lost.";

/** Asks before a link, a reload or a closed tab loses what is not saved. */
export function useUnsavedGuard(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const newTab = event.metaKey || event.ctrlKey || event.shiftKey || link?.getAttribute("target") === "_blank";
      if (!link || newTab || window.confirm(QUESTION)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", onUnload);
    // While capturing, before the router hears of it.
    document.addEventListener("click", onClick, true);
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
    };
  }, [unsaved]);
}
