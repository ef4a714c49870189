import type { Metadata } from "next";
import { LogsPage } from "../../../../features/logs/logs-page.tsx";

export const metadata: Metadata = { title: "Logs" };

export default function Page() {
  return (
    <main className="flex flex-1 flex-col">
      <LogsPage />
    </main>
  );
}
