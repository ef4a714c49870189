import type { Metadata } from "next";
import { SettingsPage } from "../../../../../../features/applications/settings-page.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <SettingsPage id={(await params).id} />;
}
