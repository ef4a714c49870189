import { fieldsOf } from "../json.ts";
import { endpointChanges } from "./endpoints.ts";
import { type Fields, inside, items, type Lists, otherChanges, type Place, paired, same, text, valueChange } from "./report.ts";
import { sharedChanges } from "./shared-configuration.ts";

/** Endpoint groups, which people know as providers. */
export function groupChanges(place: Place, [before, after]: Lists): void {
  const { report } = place;
  const pairs = paired(place.path, [before, after]);
  const renamed = renaming(pairs.filter((pair) => !pair.from || !pair.to));
  for (const { path, from, to } of pairs) {
    const name = text((to ?? from)?.["name"]);
    if (renamed && (to === renamed.to || from === renamed.from)) {
      if (to) report(`${path}.name`, `Provider ${text(renamed.from["name"])} renamed to ${name}`);
    } else if (from && to) oneGroup({ report, path }, from, to);
    else report(path, `Provider ${name} ${to ? "added" : "removed"}`);
  }
  if (reordered([before, after])) report(place.path, "Order of the providers changed");
}

/** One group gone and one arrived that differ in nothing but names: it is the same one. */
function renaming(unpaired: readonly { from: Fields | undefined; to: Fields | undefined }[]): { from: Fields; to: Fields } | null {
  const from = unpaired.find((pair) => pair.from)?.from;
  const to = unpaired.find((pair) => pair.to)?.to;
  return unpaired.length === 2 && from && to && same(nameless(from), nameless(to)) ? { from, to } : null;
}

function nameless(group: Fields): Fields {
  return { ...group, name: "", endpoints: items(group["endpoints"]).map((endpoint) => ({ ...endpoint, name: "" })) };
}

/** The order in which groups and endpoints stand is the order in which they are tried. */
function reordered([before, after]: Lists): boolean {
  const common = (list: readonly Fields[], other: readonly Fields[]) =>
    list.map((item) => item["name"]).filter((name) => other.some((item) => item["name"] === name));
  return !same(common(before, after), common(after, before));
}

function oneGroup(place: Place, from: Fields, to: Fields): void {
  const name = text(to["name"]);
  const balancer = [fieldsOf(from["loadBalancer"])["type"], fieldsOf(to["loadBalancer"])["type"]] as const;
  valueChange(inside(place, "loadBalancer.type"), `Load balancer of ${name}`, balancer);
  sharedChanges(inside(place, "sharedConfiguration"), name, [fieldsOf(from["sharedConfiguration"]), fieldsOf(to["sharedConfiguration"])]);
  endpointList(inside(place, "endpoints"), name, [items(from["endpoints"]), items(to["endpoints"])]);
  otherChanges(place, [from, to], ["name", "loadBalancer", "sharedConfiguration", "endpoints"]);
}

/** A provider with one endpoint is known by the provider's name; its endpoint is the same one, however it is called. */
function endpointList({ report, path: list }: Place, group: string, [before, after]: Lists): void {
  const single = before.length === 1 && after.length === 1;
  const pairs = single ? [{ path: `${list}.0`, from: before[0], to: after[0] }] : paired(list, [before, after]);
  for (const { path, from, to } of pairs) {
    if (from && to) endpointChanges({ report, path }, single ? group : text(to["name"]), [from, to]);
    else if (to) report(path, `Endpoint ${text(to["name"])} added to ${group}`);
    else report(path, `Endpoint ${text(from?.["name"])} removed from ${group}`);
  }
  if (reordered([before, after])) report(list, `Order of the endpoints of ${group} changed`);
}
