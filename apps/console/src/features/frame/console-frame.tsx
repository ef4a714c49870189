"use client";

import { type ReactNode, useState } from "react";
import type { SignedInUser } from "./account-menu.tsx";
import { CommandPalette } from "./command-palette.tsx";
import { NarrowBar } from "./narrow-bar.tsx";
import { Rail } from "./rail.tsx";
import { useShortcut } from "./use-shortcut.ts";

export interface ConsoleFrameProps {
  readonly user: SignedInUser;
  readonly children: ReactNode;
}

/** Rail, page, palette. On narrow screens a bar with a drawer takes the rail's place. */
export function ConsoleFrame({ user, children }: ConsoleFrameProps) {
  const [finding, setFinding] = useState(false);
  useShortcut("k", () => setFinding(true));
  const onFind = () => setFinding(true);
  return (
    <div className="flex min-h-dvh flex-col wide:grid wide:grid-cols-[216px_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-float px-3 py-2 shadow-float focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <Rail user={user} onFind={onFind} />
      <NarrowBar user={user} onFind={onFind} />
      <div id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none wide:min-h-dvh">
        {children}
      </div>
      <CommandPalette open={finding} onOpenChange={setFinding} />
    </div>
  );
}
