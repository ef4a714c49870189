import type { Metadata } from "next";
import { PlaygroundPage } from "../../../../../../features/playground/playground-page.tsx";

export const metadata: Metadata = { title: "Playground" };

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <PlaygroundPage apiId={(await params).id} />;
}
