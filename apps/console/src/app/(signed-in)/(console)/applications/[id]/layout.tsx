import { getApplication } from "@sluice/management/applications/get-application";
import { ManagementError } from "@sluice/management/management-error";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache, type ReactNode } from "react";
import { ApplicationFrame } from "../../../../../features/applications/application-frame.tsx";
import { queryKeys } from "../../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../../server/hydrate.tsx";
import { pageContext } from "../../../../../server/page-context.ts";

interface Props {
  readonly params: Promise<{ readonly id: string }>;
  readonly children: ReactNode;
}

/** Once a request: the title and the page both need it. */
const readApplication = cache(async (id: string) => getApplication(await pageContext(), id));

export async function generateMetadata({ params }: Omit<Props, "children">): Promise<Metadata> {
  const application = await readApplication((await params).id);
  if (application instanceof ManagementError) return { title: "Application" };
  return { title: { default: application.name, template: `%s · ${application.name} · Sluice` } };
}

export default async function ApplicationLayout({ params, children }: Props) {
  const { id } = await params;
  const application = await readApplication(id);
  if (application instanceof ManagementError && application.code === "not_found") notFound();
  return (
    <Hydrate queries={[{ key: queryKeys.application(id), read: () => application }]}>
      <ApplicationFrame id={id}>{children}</ApplicationFrame>
    </Hydrate>
  );
}
