"use client";

import { ChevronsUpDown, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { Menu } from "../../components/ui/menu.tsx";
import { setTheme, type Theme, useTheme } from "../../lib/theme.ts";
import { useSignOut } from "./use-sign-out.ts";

export interface SignedInUser {
  readonly name: string;
  readonly email: string;
}

export const THEME_CHOICES: readonly { readonly theme: Theme; readonly label: string; readonly icon: React.ReactNode }[] = [
  { theme: "system", label: "System theme", icon: <Monitor aria-hidden /> },
  { theme: "light", label: "Light theme", icon: <Sun aria-hidden /> },
  { theme: "dark", label: "Dark theme", icon: <Moon aria-hidden /> },
];

/** Who is signed in; the theme; the way out. */
export function AccountMenu({ user }: { readonly user: SignedInUser }) {
  const theme = useTheme();
  const signOut = useSignOut();
  return (
    <Menu
      side="top"
      align="start"
      trigger={
        <button
          type="button"
          className="flex h-9 w-full items-center gap-2 rounded-md px-2 text-left text-muted hover:bg-hover hover:text-ink"
        >
          <span
            aria-hidden
            className="grid size-5 shrink-0 place-items-center rounded-full bg-ink text-[11px] font-medium text-surface uppercase"
          >
            {(user.name || user.email).slice(0, 1)}
          </span>
          <span className="min-w-0 flex-1 truncate">
            <span className="sr-only">Account of </span>
            {user.email}
          </span>
          <ChevronsUpDown aria-hidden />
        </button>
      }
      groups={[
        THEME_CHOICES.map((choice) => ({
          label: choice.label,
          icon: choice.icon,
          checked: choice.theme === theme,
          onSelect: () => setTheme(choice.theme),
        })),
        [{ label: "Sign out", icon: <LogOut aria-hidden />, onSelect: signOut }],
      ]}
    />
  );
}
