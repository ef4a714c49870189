import { asReference } from "@sluice/definition/secret-reference";
import { isMask } from "@sluice/definition/secrets";
import { plural } from "../../lib/format.ts";
import { Button } from "../ui/button.tsx";
import type { CheckState } from "./provider-check.ts";
import type { ProviderDraft } from "./provider-draft.ts";
import { usualAddress } from "./provider-words.ts";

export interface ConnectionLineProps {
  readonly draft: ProviderDraft;
  readonly check: CheckState;
  readonly onEdit: () => void;
  readonly onTest: () => void;
}

/** A connection that needs no attention, in one line. */
export function ConnectionLine({ draft, check, onEdit, onTest }: ConnectionLineProps) {
  const address = draft.target || usualAddress(draft) || "no address";
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 py-1.5 pr-2 pl-3 wide:pl-4">
      <code className="min-w-0 wrap-anywhere">{address}</code>
      <span className="text-muted">
        <KeyWords draft={draft} />
      </span>
      {check.kind === "done" && check.result.ok ? (
        <span className="hidden text-muted wide:inline">{plural(check.result.models.length, "model")} found</span>
      ) : null}
      <span className="ml-auto flex items-center gap-1 max-wide:-ml-2.5">
        <Button variant="quiet" size="sm" onClick={onEdit}>
          Edit
        </Button>
        <Button variant="quiet" size="sm" data-test-again onClick={onTest} busy={check.kind === "testing"}>
          {check.kind === "idle" ? "Test connection" : "Test again"}
        </Button>
      </span>
    </div>
  );
}

function KeyWords({ draft: { provider, projectId, authentication } }: { readonly draft: ProviderDraft }) {
  switch (authentication.type) {
    case "NONE":
      return "no key";
    case "AWS":
      return authentication.ownCredentials ? "the gateway's own AWS credentials" : "AWS access key";
    case "SERVICE_ACCOUNT":
      return projectId ? `service account, project ${projectId}` : "service account";
    case "BEARER":
    case "API_KEY": {
      const secret = authentication.type === "BEARER" ? authentication.bearer : authentication.value;
      if (secret.trim() === "") return "no key yet";
      return (
        <>
          {provider === "AZURE_OPEN_AI" && authentication.type === "BEARER" ? "Entra token" : "API key"}{" "}
          <code>{isMask(secret) || asReference(secret) !== null ? secret : "••••"}</code>
        </>
      );
    }
  }
}
