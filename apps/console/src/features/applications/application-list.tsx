"use client";

import type { ApplicationResource } from "@sluice/definition/consumers";
import { useQuery } from "@tanstack/react-query";
import { AppWindow, Plus, Search } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { PageHeader } from "../../components/frame/page-header.tsx";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { listApplications } from "../../lib/applications-api.ts";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useMay } from "../../lib/use-may.ts";
import { ApplicationTable, LoadingApplications } from "./application-table.tsx";
import { NewApplicationDialog } from "./new-application-dialog.tsx";

/** The applications page, in its four states. */
export function ApplicationList() {
  const mayCreate = useMay("applications:create");
  const router = useRouter();
  const params = useSearchParams();
  // In the address, so that the palette can lead to it.
  const creating = params.has("new") && mayCreate;
  return (
    <>
      <PageHeader
        title="Applications"
        actions={
          mayCreate ? (
            <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setParam("new", "1")}>
              New application
            </Button>
          ) : null
        }
      />
      <main className="flex-1 p-4 wide:px-8 wide:pt-6 wide:pb-8">
        <Content mayCreate={mayCreate} />
      </main>
      {creating ? (
        <NewApplicationDialog onClose={() => setParam("new", "")} onCreated={({ id }) => router.push(paths.application(id))} />
      ) : null}
    </>
  );
}

function Content({ mayCreate }: { readonly mayCreate: boolean }) {
  const { data, error, refetch, isFetching } = useQuery({ queryKey: queryKeys.applicationList, queryFn: listApplications });
  const text = useSearchParams().get("q") ?? "";
  if (error && !data)
    return (
      <ErrorState title="The applications could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />
    );
  if (!data) return <LoadingApplications />;
  if (data.length === 0) return <NoApplications mayCreate={mayCreate} />;
  const shown = data.filter((application) => fits(application, text));
  return (
    <>
      <search className="mb-4 block w-full wide:w-66">
        <TextInput
          type="search"
          aria-label="Filter by name, owner"
          placeholder="Filter by name, owner"
          lead={<Search aria-hidden />}
          value={text}
          onChange={(event) => setParam("q", event.target.value)}
        />
      </search>
      {shown.length === 0 ? (
        <div className="rounded-md border border-line bg-raised">
          <EmptyState title="No application fits this filter" action={<Button onClick={() => setParam("q", "")}>Show all</Button>} />
        </div>
      ) : (
        <ApplicationTable applications={shown} />
      )}
    </>
  );
}

function NoApplications({ mayCreate }: { readonly mayCreate: boolean }) {
  return (
    <div className="rounded-md border border-line bg-raised">
      <EmptyState
        title="An application is what calls"
        icon={<AppWindow aria-hidden />}
        action={
          mayCreate ? (
            <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setParam("new", "1")}>
              New application
            </Button>
          ) : null
        }
      >
        {mayCreate
          ? "Give your program a name, subscribe it to an API's plan, and it gets a key of its own: its usage and its limits are counted under that name."
          : "There is none that you may see. Whoever owns one can make you a member."}
      </EmptyState>
    </div>
  );
}

/** Every word of the text has to stand in the name, the description or an owner. */
function fits({ name, description, owners }: ApplicationResource, text: string): boolean {
  const haystack = [name, description, ...owners].join("\n").toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

/** A reload keeps what is in the address, a colleague gets it by link. The server is not asked for it. */
function setParam(name: "q" | "new", value: string): void {
  const params = new URLSearchParams(window.location.search);
  if (value === "") params.delete(name);
  else params.set(name, value);
  const query = params.toString();
  window.history.replaceState(null, "", query ? `?${query}` : window.location.pathname);
}
