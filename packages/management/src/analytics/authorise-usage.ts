import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";

interface Asked {
  readonly applicationId?: string | null | undefined;
  readonly apiId?: string | null | undefined;
}

/** An application's usage is its members' to see, an API's its publisher's; both together are part of either. The rest is whole Sluice's. */
export async function authoriseUsage(context: ManagementContext, { applicationId, apiId }: Asked): Promise<ManagementError | null> {
  const byApplication = applicationId ? await authorise(context, "applications:read", { applicationId }) : undefined;
  if (byApplication === null) return null;
  if (apiId) return authorise(context, "apis:read", { apiId });
  return byApplication ?? authorise(context, "apis:read");
}
