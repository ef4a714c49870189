import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { signInAddress } from "../../server/page-context.ts";
import { currentUser } from "../../server/session.ts";

/** Everything behind the door. */
export default async function SignedInLayout({ children }: { readonly children: ReactNode }) {
  if (!(await currentUser())) redirect(signInAddress(await headers()));
  return children;
}
