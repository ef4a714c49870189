import type { DraftStep } from "@sluice/definition/resources";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { lacksKey, type ProviderDraft } from "../../../components/provider-form/provider-draft.ts";
import { Button } from "../../../components/ui/button.tsx";
import type { CheckOf } from "../consumer-view.ts";
import type { WizardForm } from "../wizard-form.ts";

interface WizardFooterProps {
  readonly button: string;
  readonly busy: boolean;
  /** Null on the first step. */
  readonly onPrevious: (() => void) | null;
  readonly form: WizardForm;
  readonly step: DraftStep;
  readonly checkOf: CheckOf;
  readonly save: { readonly busy: boolean; readonly onSave: () => void } | null;
}

/** Always in sight: back, on, and what is worth knowing before going on. */
export function WizardFooter({ button, busy, onPrevious, form, step, checkOf, save }: WizardFooterProps) {
  const warning = step === "endpoints" ? endpointsWarning(form, checkOf) : null;
  return (
    <FooterBar>
      {onPrevious ? <Button onClick={onPrevious}>Previous</Button> : null}
      <div className="ml-auto flex min-w-0 items-center gap-3 max-wide:flex-1">
        {warning ? (
          <span role="status" className="hidden min-w-0 items-center gap-1.5 text-muted wide:flex">
            <TriangleAlert aria-hidden className="text-warn" />
            <span className="min-w-0">{warning}</span>
          </span>
        ) : null}
        {save ? (
          <Button busy={save.busy} onClick={save.onSave} className="max-wide:flex-1">
            Save API
          </Button>
        ) : null}
        <Button type="submit" variant="primary" shortcut="↵" busy={busy} className="max-wide:flex-1 max-wide:[&>span[aria-hidden]]:hidden">
          {button}
        </Button>
      </div>
    </FooterBar>
  );
}

export function FooterBar({ children }: { readonly children: ReactNode }) {
  return (
    <footer className="sticky bottom-0 z-4 flex min-h-16 items-center gap-3 border-t border-line bg-raised px-4 py-3 wide:px-8">
      {children}
    </footer>
  );
}

/** What will not work yet, though nothing keeps anybody from going on. */
function endpointsWarning(form: WizardForm, checkOf: CheckOf): string | null {
  const isRefused = (one: ProviderDraft) => {
    const check = checkOf(one);
    return check.kind === "done" && !check.result.ok;
  };
  const provider = form.providers.find((one) => one.provider !== "" && (lacksKey(one) || isRefused(one)));
  if (!provider) return null;
  const name = provider.name.trim() || "The provider";
  if (lacksKey(provider)) return `${name} has no key. You may go on; its calls fail until one is set.`;
  return `${name} is not connected. You may go on; its calls fail until the key works.`;
}
