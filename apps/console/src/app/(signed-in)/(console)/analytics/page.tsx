import type { Metadata } from "next";
import { AnalyticsPage } from "../../../../features/analytics/analytics-page.tsx";

export const metadata: Metadata = { title: "Analytics" };

export default function Page() {
  return (
    <main className="flex flex-1 flex-col">
      <AnalyticsPage />
    </main>
  );
}
