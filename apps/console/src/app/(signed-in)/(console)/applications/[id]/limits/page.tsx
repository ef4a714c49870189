import type { Metadata } from "next";
import { LimitsPage } from "../../../../../../features/applications/limits-page.tsx";

export const metadata: Metadata = { title: "Limits" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <LimitsPage id={(await params).id} />;
}
