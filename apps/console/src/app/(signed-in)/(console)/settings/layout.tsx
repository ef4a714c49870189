import { getMe } from "@sluice/management/people/get-me";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { SettingsFrame } from "../../../../features/settings/settings-frame.tsx";
import { queryKeys } from "../../../../lib/query-keys.ts";
import { Hydrate } from "../../../../server/hydrate.tsx";

export const metadata: Metadata = { title: { default: "Settings", template: "%s · Settings · Sluice" } };

export default function SettingsLayout({ children }: { readonly children: ReactNode }) {
  return (
    <Hydrate queries={[{ key: queryKeys.me, read: (context) => getMe(context, {}) }]}>
      <SettingsFrame>{children}</SettingsFrame>
    </Hydrate>
  );
}
