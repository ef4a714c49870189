import type { Metadata } from "next";
import { MembersPage } from "../../../../../../features/applications/members-page.tsx";

export const metadata: Metadata = { title: "Members" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <MembersPage id={(await params).id} />;
}
