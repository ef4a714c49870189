"use client";

import { Toaster as Base } from "sonner";

/** Where passing messages appear. `toast` comes from sonner; what a person must act on belongs on the page instead. */
export function Toaster() {
  return (
    <Base
      position="bottom-center"
      // Above the bar that pages and the wizard keep at the bottom.
      offset={80}
      mobileOffset={80}
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast: "font-sans! flex w-full items-center gap-2 rounded-md bg-float px-4 py-3 text-base text-ink shadow-float wide:w-90",
          icon: "grid shrink-0 place-items-center",
          success: "[&_[data-icon]]:text-ok",
          error: "[&_[data-icon]]:text-danger",
          description: "text-muted",
          content: "min-w-0 flex-1",
        },
      }}
    />
  );
}
