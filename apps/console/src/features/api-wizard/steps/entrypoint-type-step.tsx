import { MessageSquareText } from "lucide-react";
import { Badge } from "../../../components/ui/badge.tsx";
import { RadioCards } from "../../../components/ui/radio-cards.tsx";
import type { StepProps } from "./step-props.ts";

export function EntrypointTypeStep({ form, update, problems }: StepProps) {
  return (
    <RadioCards
      legend="Entrypoint"
      value={form.entrypointType ?? ""}
      onValueChange={(entrypointType) => update((now) => ({ ...now, entrypointType }))}
      error={problems["listeners.0.entrypoints"]}
      options={[
        {
          value: "llm-proxy",
          title: "LLM Proxy",
          icon: <MessageSquareText aria-hidden className="text-muted" />,
          description: "An OpenAI-compatible API in front of your providers: chat, responses, embeddings, models, streamed or not",
          badge: <Badge>HTTP</Badge>,
        },
      ]}
    />
  );
}
