import type { Metadata } from "next";
import { ReconciliationList } from "../../../../../features/reconciliations/reconciliation-list.tsx";

export const metadata: Metadata = { title: "Reconciliations" };

export default function Page() {
  return (
    <main className="flex flex-1 flex-col">
      <ReconciliationList />
    </main>
  );
}
