"use client";

import { ErrorState } from "../components/ui/error-state.tsx";

/** What nothing nearer caught, most often a database that is away. Next keeps the reason in the console's log. */
export default function ErrorPage({ error, reset }: { readonly error: Error & { readonly digest?: string }; readonly reset: () => void }) {
  return (
    <main className="grid min-h-[60dvh] place-items-center">
      <ErrorState
        title="This page could not be drawn"
        message={`The console's log says why${error.digest ? `, under ${error.digest}` : ""}. Most often the database is not reachable.`}
        onRetry={reset}
      />
    </main>
  );
}
