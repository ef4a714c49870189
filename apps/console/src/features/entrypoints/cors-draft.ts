import { same } from "@sluice/definition/changes/report";
import type { JsonObject } from "@sluice/definition/json";
import { CORS_METHODS, type Cors, corsSchema } from "@sluice/definition/listener";
import { typedNumber } from "../../lib/typed-number.ts";

/** Which pages in browsers may call, while it is edited. */
export interface CorsDraft extends Omit<Cors, "maxAge"> {
  /** As typed. Empty: browsers remember for as long as they do by themselves. */
  readonly maxAge: string;
}

const USUAL = corsSchema.parse({});
/** The definition's word for leaving it to the browser. */
const LEFT_TO_THE_BROWSER = -1;

export function corsDraftOf(cors: Cors = USUAL): CorsDraft {
  return { ...cors, maxAge: cors.maxAge === LEFT_TO_THE_BROWSER ? "" : String(cors.maxAge) };
}

/** In the definition's words; null where there is nothing to say. */
export function corsOf(draft: CorsDraft): JsonObject | null {
  const cors = {
    ...draft,
    allowOrigin: named(draft.allowOrigin),
    allowHeaders: named(draft.allowHeaders),
    exposeHeaders: named(draft.exposeHeaders),
    maxAge: draft.maxAge.trim() === "" ? LEFT_TO_THE_BROWSER : typedNumber(draft.maxAge),
  };
  if (same(cors, USUAL)) return null;
  // What is wrong with fields that are out of sight cannot be mended, and matters to nobody.
  return draft.enabled || corsSchema.safeParse(cors).success ? cors : null;
}

function named(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}

/** In the order in which they are shown, whatever the order in which they are chosen. */
export function withMethod(methods: Cors["allowMethods"], method: Cors["allowMethods"][number], on: boolean): Cors["allowMethods"] {
  return CORS_METHODS.filter((other) => (other === method ? on : methods.includes(other)));
}
