"use client";

import type { ApiResource } from "@sluice/definition/resources";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRef } from "react";
import { RefusalNote } from "../../components/api-actions/refusal-note.tsx";
import { StaleWriteDialog } from "../../components/api-actions/stale-write-dialog.tsx";
import { type ProviderChecks, useProviderChecks } from "../../components/provider-form/use-provider-checks.ts";
import { SaveBar } from "../../components/save-bar/save-bar.tsx";
import { Button } from "../../components/ui/button.tsx";
import { focusFirstProblem } from "../../lib/focus-first-problem.ts";
import { readApi, readGateways } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useMayOnApi } from "../../lib/use-may.ts";
import { useUnsavedGuard } from "../../lib/use-unsaved-guard.ts";
import { FailoverCard } from "./failover-card.tsx";
import { GroupCard } from "./group-card.tsx";
import { type GroupDraft, newGroup } from "./group-draft.ts";
import { type EndpointsEditor, useEndpointsEditor } from "./use-endpoints-editor.ts";

/** The providers of an API: what the wizard made, to be changed. */
export function EndpointsPage({ id }: { readonly id: string }) {
  const { data: api } = useQuery({ queryKey: queryKeys.api(id), queryFn: ({ signal }) => readApi(id, { signal }) });
  // The frame above says why, when it cannot be loaded.
  return api ? <Editor api={api} /> : null;
}

function Editor({ api }: { readonly api: ApiResource }) {
  const editor = useEndpointsEditor(api);
  const { data: gateways } = useQuery({ queryKey: queryKeys.gateways, queryFn: readGateways });
  const checks = useProviderChecks((draft) => storedAt(api.id, editor.draft.groups, draft.key));
  const page = useRef<HTMLFormElement>(null);
  const mayWrite = useMayOnApi(api.id, "apis:write");
  useUnsavedGuard(editor.dirty);

  function save() {
    if (!editor.save()) focusFirstProblem(page.current);
  }
  return (
    <form
      ref={page}
      noValidate
      className="flex flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="grid max-w-220 flex-1 content-start gap-4 p-4 wide:px-8 wide:pt-6 wide:pb-8">
        <p className="text-muted">
          A provider's name goes before its models: callers ask for <code>{exampleId(api)}</code>.{" "}
          {mayWrite ? "Changes reach the gateways when you deploy." : "You may look at this API, not change it."}
        </p>
        {/* For whoever may only look: everything in it is there to be read, nothing to be pressed. */}
        <fieldset disabled={!mayWrite} className="contents">
          <Groups editor={editor} checks={checks} simulatorUrl={gateways?.simulatorUrl ?? null} />
        </fieldset>
        {mayWrite ? (
          <div>
            <Button icon={<Plus aria-hidden />} onClick={() => editor.changeGroups((groups) => [...groups, newGroup()])}>
              Add provider
            </Button>
          </div>
        ) : null}
        <fieldset disabled={!mayWrite} className="contents">
          <FailoverCard
            failover={editor.draft.failover}
            onChange={editor.changeFailover}
            problems={editor.problems}
            onLeaveField={editor.onLeaveField}
          />
        </fieldset>
        {editor.refused ? <RefusalNote title="The endpoints were not saved" error={editor.refused} /> : null}
      </div>
      <SaveBar dirty={editor.dirty} saving={editor.saving} onDiscard={editor.discard} />
      <StaleWriteDialog editor={editor} what="the endpoints" />
    </form>
  );
}

interface GroupsProps {
  readonly editor: EndpointsEditor;
  readonly checks: ProviderChecks;
  readonly simulatorUrl: string | null;
}

function Groups({ editor, checks, simulatorUrl }: GroupsProps) {
  return editor.draft.groups.map((group, index) => (
    <GroupCard
      key={group.key}
      group={group}
      index={index}
      checks={checks}
      simulatorUrl={simulatorUrl}
      problems={editor.problems}
      onLeaveField={editor.onLeaveField}
      onChange={(change) => editor.changeGroups((groups) => groups.map((other) => (other.key === group.key ? change(other) : other)))}
      onRemove={
        editor.draft.groups.length > 1
          ? () => editor.changeGroups((groups) => groups.filter((other) => other.key !== group.key))
          : undefined
      }
    />
  ));
}

function exampleId(api: ApiResource): string {
  const [group] = api.endpointGroups;
  const model = group?.endpoints[0]?.configuration.models[0];
  return group && model ? `${group.name}:${model.name}` : "openai:gpt-5-mini";
}

/** Where the secrets behind a card's masks are stored: under the names that were read, whatever is typed since. */
function storedAt(apiId: string, groups: readonly GroupDraft[], key: string) {
  const endpoint = groups.flatMap((group) => group.endpoints).find((one) => one.provider.key === key);
  return endpoint?.stored ? { apiId, endpoint: endpoint.stored.name } : {};
}
