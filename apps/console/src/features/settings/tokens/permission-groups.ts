import type { Permission } from "@sluice/definition/access";

/** What each permission lets a token do, in words. */
const WORDS: Readonly<Record<Permission, string>> = {
  "apis:browse": "Find APIs and their published plans",
  "apis:read": "Read definitions, deployments, plans and consumers",
  "apis:create": "Create APIs",
  "apis:write": "Change and deploy APIs, decide on subscriptions",
  "apis:own": "Delete APIs, say who may change them",
  "contents:read": "Read what was asked and answered",
  "applications:read": "Read applications and subscriptions",
  "applications:create": "Create applications",
  "applications:write": "Change applications, subscribe them, renew keys",
  "applications:own": "Delete applications, say who may use them",
  "people:browse": "Find people",
  "people:manage": "Manage roles, invitations, sessions and tokens",
  "tokens:own": "Make and revoke tokens of yours",
  "views:own": "Save and share filters of Analytics and Logs",
  "views:manage": "Change and delete the shared views of others",
  "audit:read": "Read the audit",
  "settings:manage": "Change sign-in and encryption",
};

const TITLES = {
  apis: "APIs",
  contents: "Contents",
  applications: "Applications",
  people: "People",
  tokens: "Tokens",
  views: "Saved views",
  audit: "Audit",
  settings: "Settings",
} as const;

export interface PermissionGroup {
  readonly title: string;
  readonly permissions: readonly { readonly permission: Permission; readonly words: string }[];
}

/** Permissions as a person chooses among them: by what they are about, in the order given. */
export function groupPermissions(permissions: readonly Permission[]): PermissionGroup[] {
  return Object.entries(TITLES).flatMap(([prefix, title]) => {
    const own = permissions.filter((permission) => permission.startsWith(`${prefix}:`));
    return own.length === 0 ? [] : [{ title, permissions: own.map((permission) => ({ permission, words: WORDS[permission] })) }];
  });
}
