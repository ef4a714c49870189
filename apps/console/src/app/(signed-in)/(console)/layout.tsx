import { getStatus } from "@sluice/management/gateways/get-status";
import { getMe } from "@sluice/management/people/get-me";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { ConsoleFrame } from "../../../features/frame/console-frame.tsx";
import { queryKeys } from "../../../lib/query-keys.ts";
import { Hydrate } from "../../../server/hydrate.tsx";
import { signInAddress } from "../../../server/page-context.ts";
import { currentUser } from "../../../server/session.ts";

export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const user = await currentUser();
  if (!user) redirect(signInAddress(await headers()));
  return (
    <Hydrate
      queries={[
        { key: queryKeys.gateways, read: getStatus },
        { key: queryKeys.me, read: (context) => getMe(context, {}) },
      ]}
    >
      <ConsoleFrame user={{ name: user.name, email: user.email }}>{children}</ConsoleFrame>
    </Hydrate>
  );
}
