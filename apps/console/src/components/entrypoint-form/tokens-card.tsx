import { Card } from "../ui/card.tsx";
import { Note } from "../ui/note.tsx";
import { Switch } from "../ui/switch.tsx";
import type { EntrypointFieldProps } from "./entrypoint-field-props.ts";
import { LeavingFields } from "./leaving-fields.tsx";

/** How an API's tokens are counted, and who is told. */
export function TokensCard(props: EntrypointFieldProps) {
  const { draft, onChange } = props;
  return (
    <Card aria-label="Tokens" flush>
      <div className="grid gap-3 p-4">
        <Switch
          label="Track tokens during stream mode"
          hint="Asks providers for the token count of streamed answers. Callers see it only if they asked for it themselves."
          checked={draft.enforceUsage}
          onCheckedChange={(enforceUsage) => onChange({ enforceUsage })}
        />
        {draft.enforceUsage ? null : (
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
          checked={draft.injectTokenHeaders}
          onCheckedChange={(injectTokenHeaders) => onChange({ injectTokenHeaders })}
        />
      </div>
      <LeavingFields {...props} />
    </Card>
  );
}
