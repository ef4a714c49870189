"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { Menu, Search, X } from "lucide-react";
import { useState } from "react";
import { GatewayHealth } from "../../components/frame/gateway-health.tsx";
import { ProductMark } from "../../components/frame/product-mark.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { AccountMenu, type SignedInUser } from "./account-menu.tsx";
import { NavigationLinks } from "./navigation-links.tsx";

/** The top bar of narrow screens; its menu holds what the rail does. */
export function NarrowBar({ user, onFind }: { readonly user: SignedInUser; readonly onFind: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <aside aria-label="Sluice" className="sticky top-0 z-30 flex h-12 items-center gap-1 border-b border-line bg-sunken px-2 wide:hidden">
      <ProductMark />
      <div className="ml-auto flex gap-1">
        <IconButton plain label="Find or do" icon={<Search aria-hidden />} onClick={onFind} />
        <Base.Root open={open} onOpenChange={setOpen}>
          <Base.Trigger render={<IconButton plain label="Menu" icon={<Menu aria-hidden />} />} />
          <Base.Portal>
            <Base.Backdrop className="fixed inset-0 z-40 bg-[rgb(9_13_15/0.4)]" />
            <Base.Popup className="fixed inset-y-0 right-0 z-40 flex w-70 max-w-[85vw] flex-col gap-4 bg-float p-3 shadow-float transition-transform outline-none data-starting-style:translate-x-4">
              <div className="flex items-center justify-between">
                <Base.Title className="px-2 font-semibold">Menu</Base.Title>
                <Base.Close render={<IconButton plain label="Close" icon={<X aria-hidden />} />} />
              </div>
              <NavigationLinks onNavigate={() => setOpen(false)} />
              <div className="mt-auto border-t border-line px-2 pt-3">
                <GatewayHealth />
              </div>
              <div className="border-t border-line pt-2">
                <AccountMenu user={user} />
              </div>
            </Base.Popup>
          </Base.Portal>
        </Base.Root>
      </div>
    </aside>
  );
}
