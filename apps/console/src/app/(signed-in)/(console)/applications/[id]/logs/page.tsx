import type { Metadata } from "next";
import { EdgeToEdge } from "../../../../../../features/applications/edge-to-edge.tsx";
import { LogsPage } from "../../../../../../features/logs/logs-page.tsx";

export const metadata: Metadata = { title: "Logs" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return (
    <EdgeToEdge>
      <LogsPage place={{ applicationId: (await params).id }} />
    </EdgeToEdge>
  );
}
