import type { Metadata } from "next";
import { CreateWizard } from "../../../../../features/api-wizard/create-wizard.tsx";

export const metadata: Metadata = { title: "Create V4 API" };

export default async function CreateApiPage({ params }: { readonly params: Promise<{ readonly draftId: string }> }) {
  return <CreateWizard draftId={(await params).draftId} />;
}
