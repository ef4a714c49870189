import { isObject } from "@sluice/definition/json";
import { cleanProviderMessage } from "../chat/provider-message.ts";

/** Why Google did not show the prompt to the model, in words; null when it did. */
export function blockOf(promptFeedback: unknown): string | null {
  if (!isObject(promptFeedback)) return null;
  const { blockReason, blockReasonMessage } = promptFeedback;
  if (typeof blockReason !== "string" || blockReason === "" || blockReason === "BLOCK_REASON_UNSPECIFIED") return null;
  return cleanProviderMessage(blockReasonMessage) ?? `The provider blocked the prompt (${blockReason.slice(0, 60)}).`;
}
