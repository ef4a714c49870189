import type { Transaction } from "@sluice/db/client";
import type { ApiRole, ApplicationRole, Permission } from "@sluice/definition/access";
import { API_ROLES, APPLICATION_ROLES } from "@sluice/definition/access";
import { apiMemberInputSchema, applicationMemberInputSchema, type MemberResource } from "@sluice/definition/consumers";
import type { z } from "zod";
import type { Place } from "../access/standing.ts";
import { lockApplication } from "../applications/stored-application.ts";
import { isId } from "../parse-input.ts";

interface MemberRow {
  readonly userId: string;
  readonly role: string;
  readonly user: { readonly name: string; readonly email: string };
}

interface Membership {
  readonly userId: string;
  readonly role: string;
}

interface Rows {
  readonly skip: number;
  readonly take: number;
}

/** Who is somebody on one API or one application: two tables that the verbs need not tell apart. */
export interface MemberList<Role extends string> {
  readonly id: string;
  /** How the audit and refusals call the thing. */
  readonly entity: "api" | "application";
  readonly noun: "API" | "application";
  readonly place: Place;
  readonly toSee: Permission;
  readonly toChange: Permission;
  readonly input: z.ZodObject<{ userId: z.ZodString; role: z.ZodType<Role> }>;
  /** The role that somebody must have. */
  readonly owner: Role;
  readonly roleOf: (row: Membership) => Role;
  /** Whether the thing is there. */
  exists(db: Transaction): Promise<boolean>;
  /** The same, with its row locked until the transaction ends: its members change one after the other. */
  lock(tx: Transaction): Promise<boolean>;
  read(db: Transaction, rows: Rows): Promise<MemberRow[]>;
  count(db: Transaction, role?: Role): Promise<number>;
  find(tx: Transaction, userId: string): Promise<MemberRow | null>;
  add(tx: Transaction, member: Membership): Promise<unknown>;
  change(tx: Transaction, member: Membership): Promise<unknown>;
  remove(tx: Transaction, userId: string): Promise<unknown>;
}

const include = { user: { select: { name: true, email: true } } } as const;
const orderBy = [{ user: { name: "asc" as const } }, { userId: "asc" as const }];

export function apiMembers(apiId: string): MemberList<ApiRole> {
  const key = (userId: string) => ({ apiId_userId: { apiId, userId } });
  return {
    id: apiId,
    entity: "api",
    noun: "API",
    place: { apiId },
    toSee: "apis:read",
    toChange: "apis:own",
    input: apiMemberInputSchema,
    owner: "OWNER",
    roleOf: ({ role }) => API_ROLES.find((known) => known === role) ?? "VIEWER",
    exists: async (db) => isId(apiId) && (await db.api.count({ where: { id: apiId } })) > 0,
    lock: async (tx) => isId(apiId) && (await tx.$queryRaw<unknown[]>`SELECT 1 FROM "Api" WHERE id = ${apiId}::uuid FOR UPDATE`).length > 0,
    read: (db, rows) => db.apiMember.findMany({ where: { apiId }, include, orderBy, ...rows }),
    count: (db, role) => db.apiMember.count({ where: { apiId, ...(role ? { role } : {}) } }),
    find: (tx, userId) => tx.apiMember.findUnique({ where: key(userId), include }),
    add: (tx, member) => tx.apiMember.create({ data: { apiId, ...member } }),
    change: (tx, { userId, role }) => tx.apiMember.update({ where: key(userId), data: { role } }),
    remove: (tx, userId) => tx.apiMember.delete({ where: key(userId) }),
  };
}

export function applicationMembers(applicationId: string): MemberList<ApplicationRole> {
  const key = (userId: string) => ({ applicationId_userId: { applicationId, userId } });
  return {
    id: applicationId,
    entity: "application",
    noun: "application",
    place: { applicationId },
    toSee: "applications:read",
    toChange: "applications:own",
    input: applicationMemberInputSchema,
    owner: "OWNER",
    roleOf: ({ role }) => APPLICATION_ROLES.find((known) => known === role) ?? "VIEWER",
    exists: async (db) => isId(applicationId) && (await db.application.count({ where: { id: applicationId } })) > 0,
    lock: (tx) => lockApplication(tx, applicationId),
    read: (db, rows) => db.applicationMember.findMany({ where: { applicationId }, include, orderBy, ...rows }),
    count: (db, role) => db.applicationMember.count({ where: { applicationId, ...(role ? { role } : {}) } }),
    find: (tx, userId) => tx.applicationMember.findUnique({ where: key(userId), include }),
    add: (tx, member) => tx.applicationMember.create({ data: { applicationId, ...member } }),
    change: (tx, { userId, role }) => tx.applicationMember.update({ where: key(userId), data: { role } }),
    remove: (tx, userId) => tx.applicationMember.delete({ where: key(userId) }),
  };
}

export function memberResource<Role extends string>(list: MemberList<Role>, row: MemberRow): MemberResource<Role> {
  return { userId: row.userId, name: row.user.name, email: row.user.email, role: list.roleOf(row) };
}
