import { fieldsOf } from "../json.ts";
import { type Fields, inside, type Lists, otherChanges, type Place, paired, same, text, valueChange } from "./report.ts";

/** Models of one endpoint, by name; their order means nothing. */
export function modelChanges({ report, path: list }: Place, endpoint: string, lists: Lists): void {
  for (const { path, from, to } of paired(list, lists)) {
    const model = text((to ?? from)?.["name"]);
    if (from && to) oneModel({ report, path }, `${model} (${endpoint})`, [from, to]);
    else report(path, to ? `Model ${model} added to ${endpoint}` : `Model ${model} removed from ${endpoint}`);
  }
}

function oneModel(place: Place, called: string, [from, to]: readonly [Fields, Fields]): void {
  valueChange(inside(place, "inputPrice"), `Input price of ${called}`, [from["inputPrice"], to["inputPrice"], price]);
  valueChange(inside(place, "outputPrice"), `Output price of ${called}`, [from["outputPrice"], to["outputPrice"], price]);
  const [before, after] = [aliases(from), aliases(to)];
  const say = (summary: string) => place.report(`${place.path}.aliases`, summary);
  for (const alias of after.filter((one) => !before.includes(one))) say(`Alias ${alias} added to ${called}`);
  for (const alias of before.filter((one) => !after.includes(one))) say(`Alias ${alias} removed from ${called}`);
  overrideChanges(inside(place, "parametersOverride"), called, [fieldsOf(from["parametersOverride"]), fieldsOf(to["parametersOverride"])]);
  otherChanges(place, [from, to], ["name", "inputPrice", "outputPrice", "aliases", "parametersOverride"]);
}

function price(value: unknown): string {
  return value === 0 ? "free" : `$${String(value)} per million tokens`;
}

function aliases(model: Fields): string[] {
  return Array.isArray(model["aliases"]) ? model["aliases"].map(text) : [];
}

function overrideChanges({ report, path }: Place, called: string, [from, to]: readonly [Fields, Fields]): void {
  for (const parameter of new Set([...Object.keys(to), ...Object.keys(from)])) {
    if (same(from[parameter], to[parameter])) continue;
    const verb = !(parameter in from) ? "set" : !(parameter in to) ? "removed" : "changed";
    report(`${path}.${parameter}`, `Parameter ${parameter} of ${called} ${verb}`);
  }
}
