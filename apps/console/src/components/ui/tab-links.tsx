"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { classNames } from "../../lib/class-names.ts";

export interface TabLinksProps {
  readonly label: string;
  readonly tabs: readonly { readonly href: string; readonly label: string; readonly badge?: ReactNode }[];
}

/** The pages of one thing, as tabs that are links. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  const pathname = usePathname();
  // A page without a tab of its own lies below the one whose address it goes on.
  const above = tabs.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  const current = above.reduce((longest, { href }) => (href.length > longest.length ? href : longest), "");
  return (
    // Positioned, so that a badge's words for screen readers scroll with it instead of widening the page.
    <nav
      aria-label={label}
      className="relative flex shrink-0 gap-5 overflow-x-auto border-b border-line px-4 wide:px-8 [scrollbar-width:none]"
    >
      {tabs.map((tab) => {
        const isCurrent = tab.href === current;
        return (
          <Link
            key={tab.href}
            ref={isCurrent ? showInBar : undefined}
            href={tab.href}
            aria-current={isCurrent ? "page" : undefined}
            className={classNames(
              "-mb-px inline-flex h-10 items-center gap-1.5 border-y-2 border-transparent whitespace-nowrap focus-visible:-outline-offset-2",
              isCurrent ? "border-b-accent-text font-medium text-accent-text" : "text-muted hover:text-ink",
            )}
          >
            {tab.label}
            {tab.badge}
          </Link>
        );
      })}
    </nav>
  );
}

/** On a narrow screen the bar scrolls: which page this is must be in sight. The page itself stays where it is. */
function showInBar(tab: HTMLElement | null): void {
  const bar = tab?.parentElement;
  if (bar) bar.scrollLeft = tab.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
}
