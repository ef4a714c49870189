import type { Metadata } from "next";
import { ReconciliationPage } from "../../../../../../features/reconciliations/reconciliation-page.tsx";

export const metadata: Metadata = { title: "Reconciliation" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return (
    <main className="flex flex-1 flex-col">
      <ReconciliationPage id={(await params).id} />
    </main>
  );
}
