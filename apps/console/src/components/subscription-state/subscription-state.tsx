import type { SubscriptionStatus } from "@sluice/definition/consumers";
import { type Shape, StateDot } from "../ui/state-dot.tsx";

export const SUBSCRIPTION_STATES = {
  PENDING: { shape: "waiting", word: "Pending" },
  ACCEPTED: { shape: "on", word: "Accepted" },
  PAUSED: { shape: "off", word: "Paused" },
  REJECTED: { shape: "bad", word: "Rejected" },
  CLOSED: { shape: "off", word: "Closed" },
} as const satisfies Record<SubscriptionStatus, { shape: Shape; word: string }>;

export function SubscriptionState({ status }: { readonly status: SubscriptionStatus }) {
  const { shape, word } = SUBSCRIPTION_STATES[status];
  return <StateDot shape={shape}>{word}</StateDot>;
}
