import { fieldsOf } from "../json.ts";
import { type Fields, inside, items, namedChanges, otherChanges, type Place, valueChange } from "./report.ts";

const TIMEOUTS = { connectTimeout: "Connect time-out", firstByteTimeout: "First-byte time-out", idleTimeout: "Idle time-out" } as const;

/** Time-outs and headers of a group, or of an endpoint that has its own. */
export function sharedChanges(place: Place, name: string, [from, to]: readonly [Fields, Fields]): void {
  const http = inside(place, "http");
  const [before, after] = [fieldsOf(from["http"]), fieldsOf(to["http"])];
  for (const [field, what] of Object.entries(TIMEOUTS)) {
    valueChange(inside(http, field), `${what} of ${name}`, [before[field], after[field], (value) => `${value} ms`]);
  }
  otherChanges(http, [before, after], Object.keys(TIMEOUTS));
  // A header's value may be a credential: it is not said.
  namedChanges(inside(place, "headers"), `Header of ${name}:`, [items(from["headers"]), items(to["headers"])]);
  otherChanges(place, [from, to], ["http", "headers"]);
}
