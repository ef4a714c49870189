import { LONGEST_DRAIN_SECONDS, MOST_DRAIN_TOKENS } from "@sluice/definition/client-disconnect";
import { formatCount } from "../../lib/format.ts";
import { Field } from "../ui/field.tsx";
import { Switch } from "../ui/switch.tsx";
import { TextInput } from "../ui/text-input.tsx";
import type { ClientDisconnectDraft } from "./entrypoint-draft.ts";
import type { EntrypointFieldProps } from "./entrypoint-field-props.ts";

const AT = "listeners.0.entrypoints.0.configuration.clientDisconnect";

/** Either bound ends it, whichever comes first. */
const BOUNDS = [
  { bound: "drainSeconds", label: "Longest time", aside: "seconds", most: LONGEST_DRAIN_SECONDS },
  { bound: "drainTokens", label: "Longest answer", aside: "tokens", most: MOST_DRAIN_TOKENS },
] as const;

/** What becomes of a call whose caller leaves before its answer has ended. */
export function LeavingFields({ draft: { clientDisconnect }, onChange, problems }: EntrypointFieldProps) {
  const drains = clientDisconnect.policy === "DRAIN";
  const change = (part: Partial<ClientDisconnectDraft>) => onChange({ clientDisconnect: { ...clientDisconnect, ...part } });
  return (
    <div className="grid gap-4 border-t border-line p-4">
      <Switch
        label="Read on when a caller leaves"
        hint={
          drains
            ? "Reads the provider's answer on until it has counted the tokens. At either of these bounds it is stopped, and the tokens are estimated."
            : "Off: the provider is stopped at once, which costs less, and the tokens of that answer are estimated."
        }
        checked={drains}
        onCheckedChange={(on) => change({ policy: on ? "DRAIN" : "ABORT" })}
      />
      {drains ? (
        <div className="grid gap-4 wide:grid-cols-2">
          {BOUNDS.map(({ bound, label, aside, most }) => (
            <Field key={bound} label={label} aside={aside} hint={`1 to ${formatCount(most)}`} error={problems[`${AT}.${bound}`]}>
              <TextInput
                inputMode="numeric"
                autoComplete="off"
                name={`${AT}.${bound}`}
                value={clientDisconnect[bound]}
                onChange={(event) => change({ [bound]: event.target.value })}
              />
            </Field>
          ))}
        </div>
      ) : null}
    </div>
  );
}
