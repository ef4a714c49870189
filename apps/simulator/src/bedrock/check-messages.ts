import { isObject, type Json, objectsIn } from "../json.ts";
import { checkMembers, eachProblem, firstProblem, type Problem } from "./check.ts";
import { checkBlock } from "./check-block.ts";

/** What is wrong with `messages`, block by block and then as a conversation. */
export function checkMessages(messages: unknown): Problem {
  const list = objectsIn(messages);
  if (list.length === 0) return "The messages field is required and must not be empty.";
  return firstProblem([
    () => eachProblem(list, checkMessage),
    () =>
      list[0]?.["role"] === "user"
        ? null
        : "A conversation must start with a user message. Try again with a conversation that starts with a user message.",
    () =>
      eachProblem(list, ({ role }, index) =>
        role === list[index - 1]?.["role"]
          ? "A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again."
          : null,
      ),
    () => eachProblem(list, (message, index) => checkResults(message, list[index - 1], index)),
    () => checkEnd(list.at(-1)),
  ]);
}

function checkMessage(message: Json, index: number): Problem {
  const at = `messages.${index}`;
  const { role, content } = message;
  if (role !== "user" && role !== "assistant")
    return `1 validation error detected: Value '${String(role)}' at '${at}.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant]`;
  const blocks = objectsIn(content);
  return firstProblem([
    () => checkMembers(message, ["role", "content"], at),
    () =>
      blocks.length === 0
        ? `The content field in the Message object at ${at} is empty. Add a ContentBlock object to the content field and try again.`
        : null,
    () => eachProblem(blocks, (block, place) => checkBlock(block, role, `${at}.content.${place}`)),
    () =>
      blocks.some((block) => block["document"]) && !blocks.some((block) => block["text"])
        ? `The content field in the Message object at ${at} has a document and no text. Add a text block and try again.`
        : null,
  ]);
}

/** The ids of a message's calls (`toolUse`) or of its results (`toolResult`). */
export function idsIn(message: Json | undefined, member: "toolUse" | "toolResult"): readonly unknown[] {
  return objectsIn(message?.["content"]).flatMap((block) => {
    const inner = block[member];
    return isObject(inner) ? [inner["toolUseId"]] : [];
  });
}

function checkResults(message: Json, before: Json | undefined, index: number): Problem {
  const asked = idsIn(before, "toolUse");
  const given = idsIn(message, "toolResult");
  const open = asked.filter((id) => !given.includes(id));
  if (open.length > 0) return `Expected toolResult blocks at messages.${index}.content for the following Ids: ${open.join(", ")}`;
  return given.length > asked.length
    ? `The number of toolResult blocks at messages.${index}.content exceeds the number of toolUse blocks of previous turn.`
    : null;
}

function checkEnd(message: Json | undefined): Problem {
  const text = message?.["role"] === "assistant" ? objectsIn(message["content"]).at(-1)?.["text"] : undefined;
  return typeof text === "string" && /\s$/.test(text)
    ? "The model returned the following errors: messages: final assistant content cannot end with trailing whitespace"
    : null;
}
