import type { Metadata } from "next";
import { DeploymentsPage } from "../../../../../../features/api-detail/deployments-page.tsx";

export const metadata: Metadata = { title: "Deployments" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <DeploymentsPage id={(await params).id} />;
}
