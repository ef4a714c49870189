import { ROLES, type Role } from "@sluice/definition/access";

/** What each role is called, and what it is for. */
const ROLE_WORDS: Readonly<Record<Role, { readonly label: string; readonly description: string }>> = {
  viewer: { label: "Viewer", description: "Sees APIs, applications and figures; changes nothing" },
  consumer: { label: "Consumer", description: "Has applications, subscribes them to plans, holds their keys" },
  publisher: { label: "Publisher", description: "Makes APIs, changes their own, decides on their subscriptions" },
  administrator: { label: "Administrator", description: "May everything, people and settings included" },
};

export const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, ...ROLE_WORDS[role] }));

export function roleLabel(role: Role): string {
  return ROLE_WORDS[role].label;
}
