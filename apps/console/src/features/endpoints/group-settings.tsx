"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Field } from "../../components/ui/field.tsx";
import { Select } from "../../components/ui/select.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import type { GroupDraft, LoadBalancer, Timeout } from "./group-draft.ts";

const TIMEOUT_FIELDS: readonly { readonly timeout: Timeout; readonly label: string; readonly hint: string }[] = [
  { timeout: "connectTimeout", label: "Connect time-out", hint: "Until the connection stands." },
  { timeout: "firstByteTimeout", label: "First-byte time-out", hint: "Until the answer begins." },
  { timeout: "idleTimeout", label: "Idle time-out", hint: "Longest silence within an answer." },
];

const LOAD_BALANCERS: readonly { readonly value: LoadBalancer; readonly label: string }[] = [
  { value: "ROUND_ROBIN", label: "Round robin" },
  { value: "RANDOM", label: "Random" },
  { value: "WEIGHTED_ROUND_ROBIN", label: "Weighted round robin" },
  { value: "WEIGHTED_RANDOM", label: "Weighted random" },
];

export interface GroupSettingsProps {
  readonly group: GroupDraft;
  /** `endpointGroups.0` */
  readonly at: string;
  readonly onChange: (change: Partial<GroupDraft>) => void;
  readonly problems: FieldProblems;
  readonly onLeaveField: (path: string) => void;
}

/** What most never touch: folded, and opened by a problem in it. */
export function GroupSettings({ group, at, onChange, problems, onLeaveField }: GroupSettingsProps) {
  const [open, setOpen] = useState(false);
  const wrong = Object.keys(problems).some((path) => path.startsWith(`${at}.sharedConfiguration`) || path.startsWith(`${at}.loadBalancer`));
  return (
    <details open={open || wrong} onToggle={(event) => setOpen(event.currentTarget.open)} className="group border-t border-line">
      <summary className="flex h-11 list-none items-center gap-2 px-3 text-muted hover:text-ink focus-visible:-outline-offset-2 wide:px-4 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="transition-transform group-open:rotate-90" />
        Time-outs and load balancing
      </summary>
      <div className="grid gap-4 px-3 pt-1 pb-4 wide:grid-cols-2 wide:px-4">
        {TIMEOUT_FIELDS.map(({ timeout, label, hint }) => {
          const path = `${at}.sharedConfiguration.http.${timeout}`;
          return (
            <Field key={timeout} label={label} aside="ms" hint={hint} error={problems[path]}>
              <TextInput
                inputMode="numeric"
                autoComplete="off"
                value={group.timeouts[timeout]}
                onBlur={() => onLeaveField(path)}
                onChange={(event) => onChange({ timeouts: { ...group.timeouts, [timeout]: event.target.value } })}
              />
            </Field>
          );
        })}
        <Field
          label="Load balancer"
          hint={group.endpoints.length > 1 ? "How calls are shared among the endpoints." : "Counts once there are several endpoints."}
        >
          <Select value={group.loadBalancer} options={LOAD_BALANCERS} onValueChange={(loadBalancer) => onChange({ loadBalancer })} />
        </Field>
      </div>
    </details>
  );
}
