"use client";

import { Waypoints } from "lucide-react";
import { PageHeader } from "../../components/frame/page-header.tsx";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { paths } from "../../lib/paths.ts";
import { useMay } from "../../lib/use-may.ts";

/** The first page of the way: what can be made, and the button that begins. */
export function StartWizard() {
  const mayCreate = useMay("apis:create");
  return (
    <>
      <PageHeader crumbs={[{ href: paths.apis, label: "APIs" }]} title="Add API" />
      <main className="grid max-w-200 gap-4 p-4 wide:px-8 wide:pt-6">{mayCreate ? <FromNothing /> : <MayNot />}</main>
    </>
  );
}

function MayNot() {
  return (
    <div className="rounded-md border border-line bg-raised">
      <EmptyState title="Making APIs is not part of your role" action={<ButtonLink href={paths.home}>Back to your work</ButtonLink>}>
        An administrator can make you a publisher.
      </EmptyState>
    </div>
  );
}

function FromNothing() {
  return (
    <section
      aria-labelledby="create-v4"
      className="grid items-center gap-x-4 gap-y-3 rounded-md border border-line bg-raised p-4 wide:grid-cols-[40px_minmax(0,1fr)_auto]"
    >
      <span aria-hidden className="hidden size-10 place-items-center rounded-md border border-line bg-sunken text-muted wide:grid">
        <Waypoints className="size-5" />
      </span>
      <div>
        <h2 id="create-v4" className="font-medium">
          Start from nothing
        </h2>
        <p className="text-muted">An OpenAI-compatible API in front of your LLM providers. Five steps; what you type is kept as a draft.</p>
      </div>
      {/* Not fetched beforehand: opening that page makes a draft. */}
      <ButtonLink href={paths.createApi} variant="primary" prefetch={false}>
        Create V4 API
      </ButtonLink>
    </section>
  );
}
