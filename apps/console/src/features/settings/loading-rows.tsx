import { Skeleton } from "../../components/ui/skeleton.tsx";

const ROWS = ["a", "b", "c"];

/** As large as a short list, so that little jumps when it comes. */
export function LoadingRows({ label }: { readonly label: string }) {
  return (
    <div role="status" aria-label={label} className="grid">
      {ROWS.map((row) => (
        <div key={row} className="flex h-11 items-center gap-4 border-b border-line px-4 last:border-b-0">
          <Skeleton className="w-40 max-w-full" />
          <Skeleton className="w-24" />
        </div>
      ))}
    </div>
  );
}
