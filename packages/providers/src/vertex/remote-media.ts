import type { Denial } from "@sluice/wire/denial";
import type { ChatRequest } from "../chat/chat-request.ts";
import { Problems } from "../chat/problems.ts";

/** Claude on Google Cloud takes media as data alone (https://platform.claude.com/docs/en/build-with-claude/vision); null when it is all that was sent. */
export function refuseRemoteMedia({ messages }: ChatRequest): Denial | null {
  const problems = new Problems();
  for (const part of messages.flatMap(({ parts }) => [...parts]))
    if ((part.type === "image" || part.type === "file") && part.url !== null)
      problems.unsupported(
        part.param,
        `Unsupported ${part.type} in '${part.param}': this model's provider does not fetch ${part.type}s from a URL. Send the ${part.type} as a data: URL.`,
      );
  return problems.first;
}
