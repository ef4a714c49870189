import type { Metadata } from "next";
import { WhatIfPage } from "../../../../../features/what-if/what-if-page.tsx";

export const metadata: Metadata = { title: "What if" };

export default function Page() {
  return (
    <main className="flex flex-1 flex-col">
      <WhatIfPage />
    </main>
  );
}
