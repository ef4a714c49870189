import type { Metadata } from "next";
import { LogsPage } from "../../../../../../features/logs/logs-page.tsx";

export const metadata: Metadata = { title: "Logs" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <LogsPage place={{ apiId: (await params).id }} />;
}
