import { ManagementError } from "@sluice/management/management-error";
import { getMe } from "@sluice/management/people/get-me";
import { redirect } from "next/navigation";
import { paths } from "../lib/paths.ts";
import { pageContext } from "../server/page-context.ts";

/** Where work begins: the overview for whoever sees the whole environment, the APIs for whoever looks after some or may make one, the applications for everybody else. */
export default async function Page() {
  const me = await getMe(await pageContext(), {});
  if (me instanceof ManagementError) redirect(paths.applications);
  if (me.permissions.includes("apis:read")) redirect(paths.overview);
  redirect(me.somewhere.some((permission) => permission === "apis:read" || permission === "apis:create") ? paths.apis : paths.applications);
}
