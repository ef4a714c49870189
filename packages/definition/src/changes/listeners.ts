import { fieldsOf } from "../json.ts";
import { type Fields, inside, items, objectChanges, otherChanges, type Pair, type Place, same, text, toggled } from "./report.ts";

/** Context paths, the entrypoint's switches, CORS. A definition has one listener; whatever else differs is named by its path. */
export function listenerChanges(place: Place, [before, after]: Pair): void {
  const [from = {}, ...fromRest] = items(before);
  const [to = {}, ...toRest] = items(after);
  const first = inside(place, 0);
  pathChanges(inside(first, "paths"), contextPaths(from), contextPaths(to));
  const entrypoint = inside(inside(inside(first, "entrypoints"), 0), "configuration");
  entrypointChanges(entrypoint, items(from["entrypoints"])[0] ?? {}, items(to["entrypoints"])[0] ?? {});
  corsChanges(inside(first, "cors"), fieldsOf(from["cors"]), fieldsOf(to["cors"]));
  otherChanges(first, [from, to], ["paths", "entrypoints", "cors"]);
  if (!same(fromRest, toRest)) place.report(place.path, "Listeners changed");
}

function contextPaths(listener: Fields): string[] {
  return items(listener["paths"]).map((entry) => text(entry["path"]));
}

function pathChanges(place: Place, before: readonly string[], after: readonly string[]): void {
  const removed = before.filter((path) => !after.includes(path));
  const added = after.filter((path) => !before.includes(path));
  const where = (path: string) => `${place.path}.${after.includes(path) ? after.indexOf(path) : before.indexOf(path)}.path`;
  const [gone, arrived] = [removed[0], added[0]];
  if (gone !== undefined && arrived !== undefined && removed.length === 1 && added.length === 1) {
    place.report(where(arrived), `Context path changed from ${gone} to ${arrived}`, { before: gone, after: arrived });
    return;
  }
  for (const path of added) place.report(where(path), `Context path ${path} added`, { after: path });
  for (const path of removed) place.report(where(path), `Context path ${path} removed`, { before: path });
}

function entrypointChanges(place: Place, before: Fields, after: Fields): void {
  const [from, to] = [fieldsOf(before["configuration"]), fieldsOf(after["configuration"])];
  toggled(inside(place, "enforceUsage"), "Track tokens during stream mode", [from["enforceUsage"], to["enforceUsage"]]);
  toggled(inside(place, "injectTokenHeaders"), "Token headers on answers", [from["injectTokenHeaders"], to["injectTokenHeaders"]]);
  const drains = (fields: Fields) => fieldsOf(fields["clientDisconnect"])["policy"] === "DRAIN";
  const leaving = inside(place, "clientDisconnect");
  toggled(inside(leaving, "policy"), "Reading on when a caller leaves", [drains(from), drains(to)]);
  const bounds = [from, to].map((fields) => ({ ...fieldsOf(fields["clientDisconnect"]), policy: "" }));
  if (drains(from) && drains(to)) objectChanges(leaving, "Bounds of reading on", [bounds[0] ?? {}, bounds[1] ?? {}]);
  otherChanges(place, [from, to], ["enforceUsage", "injectTokenHeaders", "clientDisconnect"]);
}

function corsChanges(place: Place, before: Fields, after: Fields): void {
  toggled(inside(place, "enabled"), "Calls from browsers (CORS)", [before["enabled"] === true, after["enabled"] === true]);
  const { enabled: _before, ...from } = before;
  const { enabled: _after, ...to } = after;
  if (Object.keys(from).length > 0 && Object.keys(to).length > 0) objectChanges(place, "CORS settings", [from, to]);
}
