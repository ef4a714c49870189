import type { Metadata } from "next";
import { AnalyticsPage } from "../../../../../../features/analytics/analytics-page.tsx";
import { EdgeToEdge } from "../../../../../../features/applications/edge-to-edge.tsx";

export const metadata: Metadata = { title: "Analytics" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return (
    <EdgeToEdge>
      <AnalyticsPage place={{ applicationId: (await params).id }} />
    </EdgeToEdge>
  );
}
