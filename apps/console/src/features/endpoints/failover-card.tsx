import type { FieldProblems } from "@sluice/definition/problems";
import { Card } from "../../components/ui/card.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import type { FailoverDraft } from "./failover-draft.ts";

const RETRIES = "failover.maxRetries";

interface FailoverCardProps {
  readonly failover: FailoverDraft;
  readonly onChange: (part: Partial<FailoverDraft>) => void;
  readonly problems: FieldProblems;
  readonly onLeaveField: (path: string) => void;
}

/** What becomes of a call whose endpoint does not answer. */
export function FailoverCard({ failover, onChange, problems, onLeaveField }: FailoverCardProps) {
  return (
    <Card aria-label="Failover" flush>
      <div className="p-4">
        <Switch
          label="Failover"
          hint={
            failover.enabled
              ? "A call whose endpoint cannot be reached, times out, is overloaded or fails goes to the next one that has its model, as long as nothing of an answer has come."
              : "Off: what the first endpoint says is what callers get, failures too."
          }
          checked={failover.enabled}
          onCheckedChange={(enabled) => onChange({ enabled })}
        />
      </div>
      {failover.enabled ? (
        <div className="grid gap-4 border-t border-line p-4 wide:grid-cols-2">
          <Field label="Further endpoints tried" hint="At most so many after the first." error={problems[RETRIES]}>
            <TextInput
              inputMode="numeric"
              autoComplete="off"
              value={failover.maxRetries}
              onBlur={() => onLeaveField(RETRIES)}
              onChange={(event) => onChange({ maxRetries: event.target.value })}
            />
          </Field>
        </div>
      ) : null}
    </Card>
  );
}
