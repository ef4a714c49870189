import type { Metadata } from "next";
import { UsagePage } from "../../../../../../features/applications/usage-page.tsx";

export const metadata: Metadata = { title: "Usage" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <UsagePage id={(await params).id} />;
}
