import { Skeleton } from "../../components/ui/skeleton.tsx";

/** A screen's title and first fields, as large as they will be. */
export function WizardSkeleton({ label }: { readonly label: string }) {
  return (
    <div className="grid gap-5 p-4 wide:pt-20 wide:pr-8 wide:pl-74" role="status" aria-label={label}>
      <Skeleton className="h-7 w-80 max-w-full" />
      <Skeleton className="h-8 w-140 max-w-full" />
      <Skeleton className="h-8 w-140 max-w-full" />
    </div>
  );
}
