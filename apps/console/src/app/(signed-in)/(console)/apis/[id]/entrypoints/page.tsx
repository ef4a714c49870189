import type { Metadata } from "next";
import { EntrypointsPage } from "../../../../../../features/entrypoints/entrypoints-page.tsx";

export const metadata: Metadata = { title: "Entrypoints" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <EntrypointsPage id={(await params).id} />;
}
