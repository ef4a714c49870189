import { redirect } from "next/navigation";
import { paths } from "../../../../../../lib/paths.ts";

/** Where usage was told before Analytics had it: old links show the 30 days that they showed. */
export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  redirect(`${paths.applicationAnalytics((await params).id)}?time=30d`);
}
