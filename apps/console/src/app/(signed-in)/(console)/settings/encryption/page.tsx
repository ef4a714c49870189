import { getEncryption } from "@sluice/management/settings/get-encryption";
import type { Metadata } from "next";
import { EncryptionPage } from "../../../../../features/settings/encryption/encryption-page.tsx";
import { queryKeys } from "../../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../../server/hydrate.tsx";

export const metadata: Metadata = { title: "Encryption" };

export default function Page() {
  return (
    <Hydrate queries={[{ key: queryKeys.encryption, read: getEncryption }]}>
      <EncryptionPage />
    </Hydrate>
  );
}
