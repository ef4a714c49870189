import type { Metadata } from "next";
import { LoggingPage } from "../../../../../../../features/api-logging/logging-page.tsx";

export const metadata: Metadata = { title: "Logging" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <LoggingPage id={(await params).id} />;
}
