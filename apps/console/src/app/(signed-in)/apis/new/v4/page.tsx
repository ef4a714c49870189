import type { Metadata } from "next";
import { NewDraft } from "../../../../../features/api-wizard/new-draft.tsx";

export const metadata: Metadata = { title: "Create V4 API" };

interface NewDraftPageProps {
  readonly searchParams: Promise<{ readonly preset?: string | string[] }>;
}

export default async function NewDraftPage({ searchParams }: NewDraftPageProps) {
  return <NewDraft simulator={(await searchParams).preset === "simulator"} />;
}
