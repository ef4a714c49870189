import type { Permission } from "@sluice/definition/access";
import { paths } from "../../lib/paths.ts";

export interface SettingsSection {
  readonly href: string;
  readonly label: string;
  /** Who may not do this everywhere does not see the section; null: everybody does. */
  readonly permission: Permission | null;
}

/** The pages of Settings, in the order of their tabs. An entry comes with its page. */
export const SETTINGS_SECTIONS: readonly SettingsSection[] = [
  { href: paths.account, label: "Your account", permission: null },
  { href: paths.people, label: "People", permission: "people:browse" },
  { href: paths.signInWays, label: "Sign-in", permission: "settings:manage" },
  { href: paths.encryption, label: "Encryption", permission: "settings:manage" },
  { href: paths.prices, label: "Prices", permission: "apis:read" },
  { href: paths.budgets, label: "Budgets", permission: "apis:read" },
  { href: paths.retention, label: "Retention", permission: "settings:manage" },
  { href: paths.audit, label: "Audit", permission: "audit:read" },
];
