import type { Permission } from "@sluice/definition/access";
import { AppWindow, ChartNoAxesColumn, LayoutDashboard, ScrollText, Settings2, Waypoints } from "lucide-react";
import type { ReactNode } from "react";
import { paths } from "../../lib/paths.ts";

export interface NavigationItem {
  readonly href: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** Shown to whoever may do one of these in one place at least; to everybody when left out. */
  readonly takes?: readonly Permission[];
}

/** What the rail leads to. An entry comes with its page, not before: nothing in it is a dead end. */
export const NAVIGATION: readonly NavigationItem[] = [
  { href: paths.overview, label: "Overview", icon: <LayoutDashboard aria-hidden />, takes: ["apis:read"] },
  { href: paths.apis, label: "APIs", icon: <Waypoints aria-hidden />, takes: ["apis:read", "apis:create"] },
  {
    href: paths.applications,
    label: "Applications",
    icon: <AppWindow aria-hidden />,
    takes: ["applications:read", "applications:create"],
  },
  { href: paths.analytics, label: "Analytics", icon: <ChartNoAxesColumn aria-hidden />, takes: ["apis:read"] },
  { href: paths.logs, label: "Logs", icon: <ScrollText aria-hidden />, takes: ["apis:read"] },
  { href: paths.settings, label: "Settings", icon: <Settings2 aria-hidden /> },
];
