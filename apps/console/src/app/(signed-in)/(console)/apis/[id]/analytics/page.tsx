import type { Metadata } from "next";
import { AnalyticsPage } from "../../../../../../features/analytics/analytics-page.tsx";

export const metadata: Metadata = { title: "Analytics" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <AnalyticsPage place={{ apiId: (await params).id }} />;
}
