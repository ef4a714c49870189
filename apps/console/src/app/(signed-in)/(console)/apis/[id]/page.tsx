import { ApiOverview } from "../../../../../features/api-detail/api-overview.tsx";

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  return <ApiOverview id={(await params).id} />;
}
