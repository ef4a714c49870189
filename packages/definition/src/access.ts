/**
 * Who may do what. The console hides what one may not do; the management API refuses it. A person may what their role allows anywhere,
 * and beside it, on one API or application, what they are there. A token may no more than its owner, and no more than its scopes.
 */

export const PERMISSIONS = [
  /** APIs by name, with their published plans: what one may subscribe to. */
  "apis:browse",
  /** Definitions, deployments, plans and consumers. */
  "apis:read",
  "apis:create",
  /** Change, deploy, start and stop an API; decide on its subscriptions. */
  "apis:write",
  /** Delete an API, and say who may change it. */
  "apis:own",
  /** What was asked and answered, where an API keeps it. */
  "contents:read",
  "applications:read",
  "applications:create",
  /** Change an application, subscribe it, and hold its keys. */
  "applications:write",
  /** Delete an application, and say who else may use it. */
  "applications:own",
  /** Who there is, by name and e-mail address: what one needs to add a member. */
  "people:browse",
  /** Roles, invitations, sessions and tokens of others. */
  "people:manage",
  /** One's own tokens for the management API. */
  "tokens:own",
  /** Named filters of Analytics and Logs: one's own, and those that others share. */
  "views:own",
  /** Change and delete the shared views of others. */
  "views:manage",
  "audit:read",
  /** Sign-in by OpenID Connect, encryption keys, providers' bills. */
  "settings:manage",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ["viewer", "consumer", "publisher", "administrator"] as const;
export type Role = (typeof ROLES)[number];

/** What each role allows everywhere. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: ["apis:browse", "apis:read", "applications:read", "people:browse", "tokens:own", "views:own"],
  consumer: ["apis:browse", "applications:create", "people:browse", "tokens:own", "views:own"],
  publisher: [
    "apis:browse",
    "apis:read",
    "apis:create",
    "applications:read",
    "applications:create",
    "people:browse",
    "tokens:own",
    "views:own",
  ],
  administrator: PERMISSIONS,
};

export const API_ROLES = ["OWNER", "EDITOR", "VIEWER"] as const;
export type ApiRole = (typeof API_ROLES)[number];

/** What being somebody on one API allows there. Whoever creates an API owns it. */
export const API_ROLE_PERMISSIONS: Readonly<Record<ApiRole, readonly Permission[]>> = {
  OWNER: ["apis:read", "apis:write", "apis:own", "contents:read"],
  EDITOR: ["apis:read", "apis:write"],
  VIEWER: ["apis:read"],
};

export const APPLICATION_ROLES = ["OWNER", "USER", "VIEWER"] as const;
export type ApplicationRole = (typeof APPLICATION_ROLES)[number];

/** The same for one application. */
export const APPLICATION_ROLE_PERMISSIONS: Readonly<Record<ApplicationRole, readonly Permission[]>> = {
  OWNER: ["applications:read", "applications:write", "applications:own"],
  USER: ["applications:read", "applications:write"],
  VIEWER: ["applications:read"],
};

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/** Whether a role allows something everywhere. A role that nobody knows allows nothing. */
export function roleAllows(role: string, permission: Permission): boolean {
  return isRole(role) && ROLE_PERMISSIONS[role].includes(permission);
}
