import type { Transaction } from "@sluice/db/client";
import type { ApplicationCertificate, Prisma } from "@sluice/db/generated/client";
import type { ApplicationResource, CertificateResource } from "@sluice/definition/consumers";
import { type Standing, standingOf } from "../access/standing.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";

/** What an application is shown with. */
export const WITH_COUNTS = {
  certificates: { orderBy: { createdAt: "asc" } },
  subscriptions: { where: { status: { in: ["ACCEPTED", "PENDING", "PAUSED"] } }, select: { status: true } },
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
  return applicationResource({ ...row, certificates, subscriptions }, await standingOf({ db, actor }));
}

/** Locks an application's row: its subscriptions change one after the other. False when there is none. */
export async function lockApplication(tx: Transaction, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM "Application" WHERE id = ${id}::uuid FOR UPDATE`;
  return rows.length > 0;
}

export function applicationResource(row: StoredApplication, standing: Standing): ApplicationResource {
  const count = (status: string) => row.subscriptions.filter((subscription) => subscription.status === status).length;
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    clientId: row.clientId,
    certificates: row.certificates.map(certificateResource),
    subscriptions: { accepted: count("ACCEPTED"), pending: count("PENDING"), paused: count("PAUSED") },
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
    permissions: standing.permissionsAt({ applicationId: row.id }),
  };
}

export function certificateResource({ id, fingerprint, subject, notAfter, createdAt }: ApplicationCertificate): CertificateResource {
  return { id, fingerprint, subject, notAfter: notAfter.toISOString(), createdAt: createdAt.toISOString() };
}
