import type { Metadata } from "next";
import { StudioPage } from "../../../../../../features/policy-studio/studio-page.tsx";

export const metadata: Metadata = { title: "Policies" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <StudioPage id={(await params).id} />;
}
