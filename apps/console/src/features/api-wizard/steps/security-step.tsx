import { KeyRound, LockOpen, Plus, X } from "lucide-react";
import { PLAN_KINDS } from "../../../components/plan-form/plan-words.ts";
import { Badge } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { Field, FieldError } from "../../../components/ui/field.tsx";
import { IconButton } from "../../../components/ui/icon-button.tsx";
import { Menu } from "../../../components/ui/menu.tsx";
import { Note } from "../../../components/ui/note.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { apiKeyPlan, keylessPlan, type PlanRow, withApiKeysOnly } from "../wizard-form.ts";
import type { StepProps } from "./step-props.ts";

export function SecurityStep({ form, update, problems }: StepProps) {
  const isKeyless = form.plans.some((plan) => plan.security === "KEY_LESS");
  const setPlans = (change: (plans: readonly PlanRow[]) => readonly PlanRow[]) => update((now) => ({ ...now, plans: change(now.plans) }));
  return (
    <div className="grid max-w-180 gap-4">
      {isKeyless ? <KeylessNote onUseApiKeys={() => setPlans(withApiKeysOnly)} /> : null}
      {form.plans.length === 0 ? (
        <Note tone="warn" title="No plans are selected.">
          <p className="text-muted">The API can be saved and deployed, but nobody can call it until it has a plan.</p>
        </Note>
      ) : null}
      {form.plans.map((plan, at) => (
        <PlanCard
          key={plan.key}
          plan={plan}
          at={at}
          problem={problems[`plans.${at}.name`]}
          onChange={(changed) => setPlans((plans) => plans.map((other) => (other.key === plan.key ? changed : other)))}
          onRemove={() => setPlans((plans) => plans.filter((other) => other.key !== plan.key))}
        />
      ))}
      {problems["plans"] ? <FieldError>{problems["plans"]}</FieldError> : null}
      <span className="justify-self-start">
        <Menu
          align="start"
          trigger={
            <Button size="sm" icon={<Plus aria-hidden />}>
              Add plan
            </Button>
          }
          groups={[
            [
              {
                label: "API Key",
                icon: <KeyRound aria-hidden />,
                onSelect: () => setPlans((plans) => [...plans, withFreeName(apiKeyPlan(), plans)]),
              },
              {
                label: "Keyless (public)",
                icon: <LockOpen aria-hidden />,
                disabled: isKeyless,
                onSelect: () => setPlans((plans) => [...plans, withFreeName(keylessPlan(), plans)]),
              },
            ],
          ]}
        />
      </span>
    </div>
  );
}

/** What keyless means, and the way out of it. */
export function KeylessNote({ onUseApiKeys }: { readonly onUseApiKeys: () => void }) {
  return (
    <Note
      tone="warn"
      icon={<LockOpen aria-hidden />}
      title="Anyone who reaches the gateway can call, on your bill"
      action={
        <Button size="sm" onClick={onUseApiKeys}>
          Use API keys
        </Button>
      }
    >
      <p className="text-muted">Calls carry no application, so limits and costs count for all callers together.</p>
    </Note>
  );
}

interface PlanCardProps {
  readonly plan: PlanRow;
  readonly at: number;
  readonly problem: string | undefined;
  readonly onChange: (plan: PlanRow) => void;
  readonly onRemove: () => void;
}

function PlanCard({ plan, at, problem, onChange, onRemove }: PlanCardProps) {
  return (
    <Card aria-label={`Plan ${plan.name}`}>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2 gap-y-3">
        <Field label="Plan name" error={problem} className="max-w-105">
          <TextInput
            name={`plans.${at}.name`}
            value={plan.name}
            autoComplete="off"
            onChange={(event) => onChange({ ...plan, name: event.target.value })}
          />
        </Field>
        <IconButton label={`Remove ${plan.name}`} icon={<X aria-hidden />} onClick={onRemove} />
        <p className="col-span-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-muted">
          <Badge tone={plan.security === "KEY_LESS" ? "warn" : "neutral"}>{PLAN_KINDS[plan.security].label}</Badge>
          {PLAN_KINDS[plan.security].meaning}
        </p>
      </div>
    </Card>
  );
}

function withFreeName(plan: PlanRow, plans: readonly PlanRow[]): PlanRow {
  const taken = new Set(plans.map((other) => other.name.trim()));
  if (!taken.has(plan.name)) return plan;
  let number = 2;
  while (taken.has(`${plan.name} ${number}`)) number += 1;
  return { ...plan, name: `${plan.name} ${number}` };
}
