import { formatMs } from "../../lib/format.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Note } from "../ui/note.tsx";
import { type CheckState, refusalTitle } from "./provider-check.ts";
import type { ProviderDraft } from "./provider-draft.ts";

/** Why a connection does not work, in the provider's own words, and what to make of them. Nothing when it does. */
export function CheckNote({ draft, state }: { readonly draft: ProviderDraft; readonly state: CheckState }) {
  if (state.kind === "failed")
    return (
      <Note tone="danger" role="alert" title="The connection was not tested">
        <p>{state.message}</p>
      </Note>
    );
  if (state.kind !== "done" || state.result.ok) return null;
  const { error } = state.result;
  const title = refusalTitle(draft, state.result, formatMs);
  return (
    <Note
      tone="danger"
      role="alert"
      title={title}
      action={error ? <CopyButton text={`${title}\n${error.message}`} what="the provider's answer" /> : undefined}
    >
      {error ? (
        <p>
          <code>{error.message}</code>
        </p>
      ) : null}
      {error?.hint ? <p className="text-muted">{error.hint}</p> : null}
    </Note>
  );
}
