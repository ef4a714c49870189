import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";
import { touchSubscriptions } from "../subscriptions/touch-subscriptions.ts";
import { transact } from "../transact.ts";
import { certificateResource, lockApplication } from "./stored-application.ts";

interface CertificatePlace {
  readonly applicationId: string;
  readonly certificateId: string;
}

/** Knows callers by this certificate no longer, the last one included: one whose key was lost must go at once. */
export async function deleteCertificate(
  context: ManagementContext,
  { applicationId, certificateId }: CertificatePlace,
): Promise<ManagementError | undefined> {
  const denied = await authorise(context, "applications:write", { applicationId });
  if (denied) return denied;
  return transact(context, async (tx) => {
    if (!(await lockApplication(tx, applicationId))) return notFound("application");
    const where = { id: certificateId, applicationId };
    const row = isId(certificateId) ? await tx.applicationCertificate.findFirst({ where }) : null;
    if (!row) return notFound("certificate");
    await tx.applicationCertificate.delete({ where: { id: certificateId } });
    await recordChange(tx, context, {
      action: "application.delete-certificate",
      entityId: applicationId,
      before: certificateResource(row),
    });
    await touchSubscriptions(tx, context, applicationId);
    return undefined;
  });
}
