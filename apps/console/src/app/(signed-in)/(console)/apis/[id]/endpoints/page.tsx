import type { Metadata } from "next";
import { EndpointsPage } from "../../../../../../features/endpoints/endpoints-page.tsx";

export const metadata: Metadata = { title: "Endpoints" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <EndpointsPage id={(await params).id} />;
}
