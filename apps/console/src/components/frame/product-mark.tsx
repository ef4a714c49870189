import Link from "next/link";
import { paths } from "../../lib/paths.ts";

/** The product's sign and name; leads home. */
export function ProductMark() {
  return (
    <Link href={paths.home} className="inline-flex h-10 items-center gap-2 rounded-md px-2 text-[16px] font-semibold tracking-[-0.015em]">
      <MarkSign />
      Sluice
    </Link>
  );
}

/** A gate between two posts, water under it. */
export function MarkSign() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className="size-5">
      <path d="M3 1v18M17 1v18" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <rect x="5.5" y="2" width="9" height="8" rx="1" fill="currentColor" />
      <path
        d="M5.5 14c1.5-1.4 3-1.4 4.5 0s3 1.4 4.5 0M5.5 17.6c1.5-1.4 3-1.4 4.5 0s3 1.4 4.5 0"
        stroke="currentColor"
        strokeWidth="1.5"
        fill="none"
        strokeLinecap="round"
      />
    </svg>
  );
}
