import type { Transaction } from "@sluice/db/client";
import { type CertificateResource, certificateInputSchema } from "@sluice/definition/consumers";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { touchSubscriptions } from "../subscriptions/touch-subscriptions.ts";
import { transact } from "../transact.ts";
import { type ReadCertificate, readCertificate } from "./read-certificate.ts";
import { certificateResource, lockApplication } from "./stored-application.ts";

/** Two for each of a handful of environments, so that each can be replaced without a gap. */
export const MOST_CERTIFICATES = 10;

/** Has an application's callers known by one more client certificate. Only what tells it apart is kept. */
export async function addCertificate(
  context: ManagementContext,
  applicationId: string,
  body: unknown,
): Promise<CertificateResource | ManagementError> {
  const denied = await authorise(context, "applications:write", { applicationId });
  if (denied) return denied;
  const input = parseInput(certificateInputSchema, body);
  if (input instanceof ManagementError) return input;
  const read = readCertificate(input.certificate, context.now());
  if ("problem" in read) return invalidFields({ certificate: read.problem });
  return transact(context, async (tx) => {
    if (!(await lockApplication(tx, applicationId))) return notFound("application");
    const certificate = await insertCertificate(tx, applicationId, read);
    if (certificate instanceof ManagementError) return certificate;
    await recordChange(tx, context, { action: "application.add-certificate", entityId: applicationId, after: certificate });
    await touchSubscriptions(tx, context, applicationId);
    return certificate;
  });
}

async function insertCertificate(
  tx: Transaction,
  applicationId: string,
  read: ReadCertificate,
): Promise<CertificateResource | ManagementError> {
  const own = await tx.applicationCertificate.findMany({ where: { applicationId }, select: { fingerprint: true } });
  if (own.some(({ fingerprint }) => fingerprint === read.fingerprint)) {
    return new ManagementError("conflict", "This application has this certificate already.", { fields: { certificate: "There already." } });
  }
  if (own.length >= MOST_CERTIFICATES) {
    return new ManagementError("conflict", `An application has at most ${MOST_CERTIFICATES} certificates. Delete one first.`);
  }
  const [row] = await tx.applicationCertificate.createManyAndReturn({ data: [{ applicationId, ...read }], skipDuplicates: true });
  return row ? certificateResource(row) : invalidFields({ certificate: "This certificate cannot be used: each application has its own." });
}
