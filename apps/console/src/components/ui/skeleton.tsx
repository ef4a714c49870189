import { classNames } from "../../lib/class-names.ts";

/** A place held for what is being loaded, as large as it will be. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden className={classNames("block h-4 animate-pulse rounded-sm bg-line", className)} />;
}
