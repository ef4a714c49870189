import type { Metadata } from "next";
import { PersonPage } from "../../../../../../features/settings/people/person-page.tsx";

export const metadata: Metadata = { title: "Person" };

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function Page({ params }: Props) {
  return <PersonPage id={decodeURIComponent((await params).id)} />;
}
