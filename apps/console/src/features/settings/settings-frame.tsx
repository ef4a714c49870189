"use client";

import type { ReactNode } from "react";
import { PageHeader } from "../../components/frame/page-header.tsx";
import { TabLinks } from "../../components/ui/tab-links.tsx";
import { useMe } from "../../lib/use-me.ts";
import { SETTINGS_SECTIONS } from "./sections.ts";

/** What all pages of Settings share. A section that one may not open is not offered. */
export function SettingsFrame({ children }: { readonly children: ReactNode }) {
  const permissions = useMe().data?.permissions ?? [];
  const sections = SETTINGS_SECTIONS.filter(({ permission }) => permission === null || permissions.includes(permission));
  return (
    <>
      <PageHeader title="Settings" />
      <TabLinks label="Pages of Settings" tabs={sections} />
      <main className="grid flex-1 content-start gap-4 p-4 wide:px-8 wide:pt-6 wide:pb-8">{children}</main>
    </>
  );
}
