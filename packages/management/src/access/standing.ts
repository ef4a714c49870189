import type { Transaction } from "@sluice/db/client";
import {
  API_ROLE_PERMISSIONS,
  API_ROLES,
  APPLICATION_ROLE_PERMISSIONS,
  APPLICATION_ROLES,
  PERMISSIONS,
  type Permission,
  roleAllows,
} from "@sluice/definition/access";
import type { Actor } from "../context.ts";

/** What a verb acts on, where a person may be somebody on one thing alone. A subscription has both sides. */
export interface Place {
  readonly apiId?: string | undefined;
  readonly applicationId?: string | undefined;
}

/** What the actor may do, and where. */
export interface Standing {
  /** By role, by what they are at this place, and within a token's scopes; in the order of `PERMISSIONS`. */
  permissionsAt(place: Place): Permission[];
  /** The same at the best of all places: what may be met with anywhere at all. */
  permissionsSomewhere(): Permission[];
}

interface Asker {
  readonly db: Pick<Transaction, "apiMember" | "applicationMember">;
  readonly actor: Actor;
}

/** Reads what the actor is on single APIs and applications: once, however many objects are then asked about. */
export async function standingOf({ db, actor }: Asker): Promise<Standing> {
  const where = { userId: actor.id };
  // One after the other: inside a transaction both go down one connection.
  const onApis = await db.apiMember.findMany({ where });
  const onApplications = await db.applicationMember.findMany({ where });
  const apis = new Map(onApis.map(({ apiId, role }) => [apiId, API_ROLES.find((known) => known === role)]));
  const applications = new Map(
    onApplications.map(({ applicationId, role }) => [applicationId, APPLICATION_ROLES.find((known) => known === role)]),
  );
  const may = (there: readonly Permission[]) =>
    PERMISSIONS.filter((permission) => inScope(actor, permission) && (roleAllows(actor.role, permission) || there.includes(permission)));
  return {
    permissionsAt({ apiId = "", applicationId = "" }) {
      return may([
        ...allowedBy(API_ROLE_PERMISSIONS, apis.get(apiId)),
        ...allowedBy(APPLICATION_ROLE_PERMISSIONS, applications.get(applicationId)),
      ]);
    },
    permissionsSomewhere() {
      const onAnyApi = [...apis.values()].flatMap((role) => allowedBy(API_ROLE_PERMISSIONS, role));
      const onAnyApplication = [...applications.values()].flatMap((role) => allowedBy(APPLICATION_ROLE_PERMISSIONS, role));
      return may([...onAnyApi, ...onAnyApplication]);
    },
  };
}

function allowedBy<Role extends string>(
  table: Readonly<Record<Role, readonly Permission[]>>,
  role: Role | undefined,
): readonly Permission[] {
  return role ? table[role] : [];
}

export function inScope({ scopes }: Pick<Actor, "scopes">, permission: Permission): boolean {
  return scopes === null || scopes.includes(permission);
}
