import type { Metadata } from "next";
import { InvitationPage } from "../../features/invitation/invitation-page.tsx";

// The address is a secret until it is used, and worthless to search engines.
export const metadata: Metadata = { title: "Welcome", referrer: "no-referrer", robots: "noindex" };

export default function Page() {
  return <InvitationPage />;
}
