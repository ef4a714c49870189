import type { TextFilter } from "@sluice/policies/policy";
import { Denial } from "@sluice/wire/denial";
import type { CallKind } from "../pipeline/read-call.ts";
import { FilteredEvents } from "../policies/filtered-events.ts";
import { FilteredTexts } from "../policies/filtered-texts.ts";
import { maskJson } from "./mask-json.ts";

/**
 * A stream of events with its texts masked. A secret may stand in pieces over many events: each text is looked at whole, and stands whole in
 * the event that ends it.
 */
export async function maskStream(events: string, kind: CallKind, mask: (text: string) => string): Promise<string> {
  const filtered = new FilteredEvents(kind, new FilteredTexts([wholeTexts(mask)]));
  const first = await filtered.push(whole(events));
  const last = first instanceof Denial ? "" : await filtered.end();
  if (first instanceof Denial || last instanceof Denial) return "";
  return (first + last).replaceAll(/^(data:[ ]?)(.*)$/gm, (_, field: string, data: string) => field + (maskJson(data, mask) ?? mask(data)));
}

/** What is cut off in the middle of an event can be read by nobody. */
function whole(events: string): string {
  const normal = events.replaceAll("\r\n", "\n");
  return normal.slice(0, normal.lastIndexOf("\n\n") + 2);
}

function wholeTexts(mask: (text: string) => string): TextFilter {
  const texts = new Map<string, string>();
  return {
    push({ kind, id }, text) {
      texts.set(`${kind} ${id}`, (texts.get(`${kind} ${id}`) ?? "") + text);
      return "";
    },
    end({ kind, id }) {
      const text = texts.get(`${kind} ${id}`) ?? "";
      texts.delete(`${kind} ${id}`);
      return mask(text);
    },
  };
}
