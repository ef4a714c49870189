import { Settings2, Waypoints } from "lucide-react";
import type { ReactNode } from "react";
import { paths } from "../../lib/paths.ts";

export interface NavigationItem {
  readonly href: string;
  readonly label: string;
  readonly icon: ReactNode;
}

/** What the rail leads to. An entry comes with its page, not before: nothing in it is a dead end. */
export const NAVIGATION: readonly NavigationItem[] = [
  { href: paths.apis, label: "APIs", icon: <Waypoints aria-hidden /> },
  { href: paths.settings, label: "Settings", icon: <Settings2 aria-hidden /> },
];
