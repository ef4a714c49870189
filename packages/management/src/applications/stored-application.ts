import type { Transaction } from "@sluice/db/client";
import type { ApplicationCertificate, Prisma } from "@sluice/db/generated/client";
import type { ApplicationResource, CertificateResource } from "@sluice/definition/consumers";
import { type Standing, standingOf } from "../access/standing.ts";
import { type LastUse, readLastUse } from "../analytics/last-use.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";

/** What an application is shown with. */
export const WITH_COUNTS = {
  certificates: { orderBy: { createdAt: "asc" } },
  subscriptions: { where: { status: { in: ["ACCEPTED", "PENDING", "PAUSED"] } }, select: { status: true } },
  members: { where: { role: "OWNER" }, orderBy: { createdAt: "asc" }, select: { user: { select: { name: true } } } },
} as const satisfies Prisma.ApplicationInclude;

type StoredApplication = Prisma.ApplicationGetPayload<{ include: typeof WITH_COUNTS }>;

interface Reader {
  readonly db: Transaction;
  readonly actor: ManagementContext["actor"];
}

/** An application as the actor sees it. Inside a transaction, `db` is the transaction. */
export async function readApplication({ db, actor }: Reader, id: string): Promise<ApplicationResource | ManagementError> {
  // One after the other: several at once would share a transaction's one connection, which the driver deprecates.
  const row = isId(id) ? await db.application.findUnique({ where: { id } }) : null;
  if (!row) return notFound("application");
  const certificates = await db.applicationCertificate.findMany({ where: { applicationId: id }, ...WITH_COUNTS.certificates });
  const { where, select } = WITH_COUNTS.subscriptions;
  const subscriptions = await db.subscription.findMany({ where: { applicationId: id, status: { in: [...where.status.in] } }, select });
  const members = await db.applicationMember.findMany({
    where: { applicationId: id, role: "OWNER" },
    include: { user: { select: { name: true } } },
  });
  const lastUse = await readLastUse(db, [id]);
  return applicationResource({ ...row, certificates, subscriptions, members }, { standing: await standingOf({ db, actor }), lastUse });
}

/** Locks an application's row: its subscriptions change one after the other. False when there is none. */
export async function lockApplication(tx: Transaction, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM "Application" WHERE id = ${id}::uuid FOR UPDATE`;
  return rows.length > 0;
}

interface Beside {
  readonly standing: Standing;
  readonly lastUse: LastUse;
}

export function applicationResource(row: StoredApplication, { standing, lastUse }: Beside): ApplicationResource {
  const count = (status: string) => row.subscriptions.filter((subscription) => subscription.status === status).length;
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    clientId: row.clientId,
    certificates: row.certificates.map(certificateResource),
    subscriptions: { accepted: count("ACCEPTED"), pending: count("PENDING"), paused: count("PAUSED") },
    owners: row.members.map(({ user }) => user.name),
    lastUsedAt: lastUse.get(row.id)?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
    permissions: standing.permissionsAt({ applicationId: row.id }),
  };
}

export function certificateResource({ id, fingerprint, subject, notAfter, createdAt }: ApplicationCertificate): CertificateResource {
  return { id, fingerprint, subject, notAfter: notAfter.toISOString(), createdAt: createdAt.toISOString() };
}
