"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "../../lib/class-names.ts";
import { useMaySomewhere } from "../../lib/use-may.ts";
import { NAVIGATION } from "./navigation.tsx";

export function NavigationLinks({ onNavigate }: { readonly onNavigate?: () => void }) {
  const pathname = usePathname();
  const may = useMaySomewhere();
  const shown = NAVIGATION.filter(({ takes }) => !takes || takes.some((permission) => may.includes(permission)));
  return (
    <nav aria-label="Main" className="grid gap-0.5">
      {shown.map(({ href, label, icon }) => {
        const current = pathname === href || pathname.startsWith(`${href}/`);
        return (
          <Link
            key={href}
            href={href}
            {...(onNavigate ? { onClick: onNavigate } : {})}
            aria-current={current ? "page" : undefined}
            className={classNames(
              "flex h-8 items-center gap-2 rounded-md px-2",
              current ? "bg-accent-wash font-medium text-accent-text" : "text-muted hover:bg-hover hover:text-ink",
            )}
          >
            {icon}
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
