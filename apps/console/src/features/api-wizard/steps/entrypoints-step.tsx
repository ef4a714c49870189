import { normaliseContextPath } from "@sluice/definition/context-path";
import { Check, CircleAlert, LoaderCircle, Plus, X } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Note } from "../../../components/ui/note.tsx";
import { Switch } from "../../../components/ui/switch.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { formatCount } from "../../../lib/format.ts";
import type { PathState } from "../use-path-check.ts";
import { type PathRow, pathRow, type WizardForm } from "../wizard-form.ts";
import type { StepProps } from "./step-props.ts";

interface EntrypointsStepProps extends StepProps {
  readonly pathState: (path: string) => PathState;
  readonly gatewayUrl: string;
}

export function EntrypointsStep({ form, update, problems, pathState, gatewayUrl }: EntrypointsStepProps) {
  return (
    <div className="grid max-w-160 gap-6">
      <div className="grid gap-3">
        {form.paths.map((row, at) => (
          <PathField
            key={row.key}
            row={row}
            at={at}
            state={pathState(row.path)}
            gatewayUrl={gatewayUrl}
            problem={problems[`listeners.0.paths.${at}.path`]}
            onChange={(path) =>
              update((now) => ({ ...now, paths: now.paths.map((other) => (other.key === row.key ? { ...other, path } : other)) }))
            }
            onRemove={
              form.paths.length > 1
                ? () => update((now) => ({ ...now, paths: now.paths.filter((other) => other.key !== row.key) }))
                : undefined
            }
          />
        ))}
        <Button
          size="sm"
          className="justify-self-start"
          icon={<Plus aria-hidden />}
          onClick={() => update((now) => ({ ...now, paths: [...now.paths, pathRow("")] }))}
        >
          Add context-path
        </Button>
      </div>
      <TokenSwitches form={form} update={update} />
    </div>
  );
}

interface PathFieldProps {
  readonly row: PathRow;
  readonly at: number;
  readonly state: PathState;
  readonly gatewayUrl: string;
  readonly problem: string | undefined;
  readonly onChange: (path: string) => void;
  readonly onRemove: (() => void) | undefined;
}

function PathField({ row, at, state, gatewayUrl, problem, onChange, onRemove }: PathFieldProps) {
  // Known to be taken is worth saying while it is typed; "required" is not.
  const error = problem ?? (state.kind === "taken" ? state.reason : undefined);
  return (
    <div className="flex items-start gap-2">
      <Field
        className="flex-1"
        label={at === 0 ? "Context-path" : `Context-path ${at + 1}`}
        error={error}
        hint={<LiveUrl gatewayUrl={gatewayUrl} path={row.path} state={state} />}
      >
        <TextInput
          mono
          name={`listeners.0.paths.${at}.path`}
          value={row.path}
          placeholder="/llmtest"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      {onRemove ? (
        <span className="pt-[26px]">
          <IconButton label={`Remove ${row.path || `context-path ${at + 1}`}`} icon={<X aria-hidden />} onClick={onRemove} />
        </span>
      ) : null}
    </div>
  );
}

function LiveUrl({ gatewayUrl, path, state }: { readonly gatewayUrl: string; readonly path: string; readonly state: PathState }) {
  const shown = path.trim() === "" ? "/…" : `${normaliseContextPath(path)}/…`;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <code className="text-xs! wrap-anywhere">
        {gatewayUrl}
        <span className="text-ink">{shown}</span>
      </code>
      <PathWord state={state} />
    </span>
  );
}

/** Whether a path is free, in a word. */
export function PathWord({ state }: { readonly state: PathState }) {
  if (state.kind === "unknown") return null;
  const word = {
    free: { icon: <Check aria-hidden />, text: "Free", tone: "text-ok" },
    taken: { icon: <CircleAlert aria-hidden />, text: "In use", tone: "text-danger" },
    checking: { icon: <LoaderCircle aria-hidden />, text: "Checking", tone: "text-muted" },
  }[state.kind];
  return (
    <span role="status" className={`inline-flex items-center gap-1.5 text-xs whitespace-nowrap ${word.tone}`}>
      {word.icon}
      {word.text}
    </span>
  );
}

function TokenSwitches({ form, update }: { readonly form: WizardForm; readonly update: StepProps["update"] }) {
  const { policy, drainSeconds, drainTokens } = form.clientDisconnect;
  const drains = policy === "DRAIN";
  return (
    <Card aria-label="Tokens" flush>
      <div className="grid gap-3 p-4">
        <Switch
          label="Track tokens during stream mode"
          hint="Asks providers for the token count of streamed answers. Callers see it only if they asked for it themselves."
          checked={form.enforceUsage}
          onCheckedChange={(enforceUsage) => update((now) => ({ ...now, enforceUsage }))}
        />
        {form.enforceUsage ? null : (
          <Note tone="warn" role="status" title="Streamed answers will not be counted">
            <p className="text-muted">
              Unless the caller asks for usage, the tokens and the cost of a stream stay unknown: statistics leave them out, and token
              limits let them pass.
            </p>
          </Note>
        )}
      </div>
      <div className="border-t border-line p-4">
        <Switch
          label="Inject token usage headers"
          hint={
            <>
              Answers carry <code className="text-xs!">X-LLM-Proxy-Tokens-Sent</code>,{" "}
              <code className="text-xs! whitespace-nowrap">-Received</code> and <code className="text-xs! whitespace-nowrap">-Model</code>.
            </>
          }
          checked={form.injectTokenHeaders}
          onCheckedChange={(injectTokenHeaders) => update((now) => ({ ...now, injectTokenHeaders }))}
        />
      </div>
      <div className="border-t border-line p-4">
        <Switch
          label="Read on when a caller leaves"
          hint={
            drains
              ? `Reads the provider's answer on, for up to ${drainSeconds} seconds and ${formatCount(drainTokens)} tokens, so that its own count is kept.`
              : "Off: the provider is stopped at once, which costs less, and the tokens of that answer are estimated."
          }
          checked={drains}
          onCheckedChange={(on) =>
            update((now) => ({ ...now, clientDisconnect: { ...now.clientDisconnect, policy: on ? "DRAIN" : "ABORT" } }))
          }
        />
      </div>
    </Card>
  );
}
