import { getRetention } from "@sluice/management/settings/get-retention";
import type { Metadata } from "next";
import { RetentionPage } from "../../../../../features/settings/retention/retention-page.tsx";
import { queryKeys } from "../../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../../server/hydrate.tsx";

export const metadata: Metadata = { title: "Retention" };

export default function Page() {
  return (
    <Hydrate queries={[{ key: queryKeys.retention, read: getRetention }]}>
      <RetentionPage />
    </Hydrate>
  );
}
