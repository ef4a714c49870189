import { PROVIDERS } from "@sluice/definition/provider";
import { isMask } from "@sluice/definition/secrets";
import { plural } from "../../lib/format.ts";
import { Button } from "../ui/button.tsx";
import type { CheckState } from "./provider-check.ts";
import type { AuthenticationDraft, ProviderDraft } from "./provider-draft.ts";

export interface ConnectionLineProps {
  readonly draft: ProviderDraft;
  readonly check: CheckState;
  readonly onEdit: () => void;
  readonly onTest: () => void;
}

/** A connection that needs no attention, in one line. */
export function ConnectionLine({ draft, check, onEdit, onTest }: ConnectionLineProps) {
  const address = draft.target || (draft.provider ? PROVIDERS[draft.provider].target : null) || "no address";
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 py-1.5 pr-2 pl-3 wide:pl-4">
      <code className="min-w-0 wrap-anywhere">{address}</code>
      <span className="text-muted">
        <KeyWords authentication={draft.authentication} />
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

function KeyWords({ authentication }: { readonly authentication: AuthenticationDraft }) {
  switch (authentication.type) {
    case "NONE":
      return "no key";
    case "AWS":
      return `AWS ${authentication.region}`;
    case "SERVICE_ACCOUNT":
      return "service account";
    case "BEARER":
    case "API_KEY": {
      const secret = authentication.type === "BEARER" ? authentication.bearer : authentication.value;
      if (secret.trim() === "") return "no key yet";
      return (
        <>
          API key <code>{isMask(secret) || secret.startsWith("${env:") ? secret : "••••"}</code>
        </>
      );
    }
  }
}
