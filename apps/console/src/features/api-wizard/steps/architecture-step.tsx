import { Waypoints } from "lucide-react";
import { Badge } from "../../../components/ui/badge.tsx";
import { RadioCards } from "../../../components/ui/radio-cards.tsx";
import type { StepProps } from "./step-props.ts";

export function ArchitectureStep({ form, update, problems }: StepProps) {
  return (
    <RadioCards
      legend="Architecture"
      value={form.architecture ?? ""}
      onValueChange={(architecture) => update((now) => ({ ...now, architecture }))}
      error={problems["type"]}
      options={[
        {
          value: "AI_GATEWAY",
          title: "AI Gateway",
          icon: <Waypoints aria-hidden className="text-muted" />,
          description: "Mode for proxying and managing AI definitions",
          badge: <Badge>LLM Proxy</Badge>,
        },
      ]}
    />
  );
}
