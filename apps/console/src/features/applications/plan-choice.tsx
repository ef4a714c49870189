import type { ApplicationResource, CatalogueEntry, SubscriptionResource } from "@sluice/definition/consumers";
import { PLAN_KINDS } from "../../components/plan-form/plan-words.ts";
import { Badge } from "../../components/ui/badge.tsx";
import { RadioCards } from "../../components/ui/radio-cards.tsx";
import { plural } from "../../lib/format.ts";
import { whyNotSubscribable } from "./why-not-subscribable.ts";

export interface PlanChoiceProps {
  readonly entry: CatalogueEntry;
  readonly application: ApplicationResource;
  readonly subscriptions: readonly SubscriptionResource[];
  readonly planId: string;
  readonly onChoose: (planId: string) => void;
}

/** One API of the catalogue, with the plans that one may choose. */
export function PlanChoice({ entry, application, subscriptions, planId, onChoose }: PlanChoiceProps) {
  return (
    <section aria-label={entry.name} className="grid gap-2">
      <div>
        <h3 className="flex flex-wrap items-baseline gap-x-2">
          <span className="min-w-0 wrap-anywhere">{entry.name}</span>
          <code className="font-normal wrap-anywhere text-muted">{entry.contextPaths[0]}</code>
        </h3>
        <p className="text-xs text-muted">
          {[entry.description, plural(entry.models.length, "model"), entry.state === "STOPPED" ? "stopped at the moment" : ""]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <RadioCards
        legend={`Plans of ${entry.name}`}
        value={entry.plans.some(({ id }) => id === planId) ? planId : ""}
        onValueChange={onChoose}
        options={entry.plans.map((plan) => {
          const whyNot = whyNotSubscribable(plan, { application, subscriptions });
          return {
            value: plan.id,
            title: plan.name,
            description: whyNot ?? (plan.description || PLAN_KINDS[plan.security].meaning),
            disabled: whyNot !== null,
            badge: (
              <span className="flex gap-1.5">
                <Badge className="max-wide:hidden">{PLAN_KINDS[plan.security].label}</Badge>
                {plan.security === "KEY_LESS" ? null : <Badge>{plan.validation === "AUTO" ? "At once" : "On approval"}</Badge>}
              </span>
            ),
          };
        })}
      />
    </section>
  );
}
