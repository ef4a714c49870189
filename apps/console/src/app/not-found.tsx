import { ButtonLink } from "../components/ui/button-link.tsx";
import { EmptyState } from "../components/ui/empty-state.tsx";
import { paths } from "../lib/paths.ts";

export default function NotFound() {
  return (
    <main className="grid min-h-[60dvh] place-items-center">
      <EmptyState title="There is nothing at this address" action={<ButtonLink href={paths.apis}>All APIs</ButtonLink>}>
        It was deleted, or the address is mistyped.
      </EmptyState>
    </main>
  );
}
