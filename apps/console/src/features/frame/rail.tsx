"use client";

import { Search } from "lucide-react";
import { GatewayHealth } from "../../components/frame/gateway-health.tsx";
import { ProductMark } from "../../components/frame/product-mark.tsx";
import { Kbd } from "../../components/ui/kbd.tsx";
import { AccountMenu, type SignedInUser } from "./account-menu.tsx";
import { NavigationLinks } from "./navigation-links.tsx";

/** The left rail, on screens that have room for it. */
export function Rail({ user, onFind }: { readonly user: SignedInUser; readonly onFind: () => void }) {
  return (
    <aside aria-label="Sluice" className="border-r border-line bg-sunken max-wide:hidden">
      <div className="sticky top-0 flex h-dvh flex-col px-3">
        <div className="flex h-14 items-center">
          <ProductMark />
        </div>
        <button
          type="button"
          onClick={onFind}
          className="mb-4 flex h-8 w-full items-center gap-2 rounded-md border border-line bg-raised px-2 text-muted hover:border-strong hover:text-ink"
        >
          <Search aria-hidden />
          Find or do
          <span className="ml-auto">
            <Kbd>⌘K</Kbd>
          </span>
        </button>
        <NavigationLinks />
        <div className="mt-auto border-t border-line px-2 pt-3 pb-2">
          <GatewayHealth />
        </div>
        <div className="border-t border-line py-2">
          <AccountMenu user={user} />
        </div>
      </div>
    </aside>
  );
}
