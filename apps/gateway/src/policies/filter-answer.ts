import { Denial } from "@sluice/wire/denial";
import type { CallKind } from "../pipeline/read-call.ts";
import { answerTexts } from "./answer-texts.ts";
import type { FilteredTexts } from "./filtered-texts.ts";

/** A whole answer with its texts put through filters; the same bytes when nothing was changed. */
export async function filterAnswer(body: Buffer, kind: CallKind, texts: FilteredTexts): Promise<Buffer | Denial> {
  const answer = JSON.parse(body.toString()) as Record<string, unknown>;
  let changed = false;
  for (const { place, holder, key } of answerTexts(kind, answer)) {
    const given = String(holder[key]);
    const first = await texts.push(place, given);
    if (first instanceof Denial) return first;
    const rest = await texts.end(place);
    if (rest instanceof Denial) return rest;
    if (first + rest === given) continue;
    holder[key] = first + rest;
    changed = true;
  }
  return changed ? Buffer.from(JSON.stringify(answer)) : body;
}
