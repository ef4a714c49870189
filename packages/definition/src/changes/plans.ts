import { type Fields, inside, type Lists, otherChanges, type Place, paired, record, same, text, toggled, valueChange } from "./report.ts";

const SECURITIES: Readonly<Record<string, string>> = {
  KEY_LESS: "keyless",
  API_KEY: "API key",
  JWT: "JWT",
  OAUTH2: "OAuth 2",
  MTLS: "mTLS",
};
const TRANSITIONS: Readonly<Record<string, string>> = {
  STAGING: "taken back to staging",
  PUBLISHED: "published",
  DEPRECATED: "deprecated",
  CLOSED: "closed",
};
const SAID = ["id", "apiId", "name", "description", "mode", "security", "validation", "status", "selectionRule", "flows"];

/** Plans go by their id where both sides have one, else by name. */
export function planChanges({ report, path: list }: Place, [before, after]: Lists): void {
  const byId = [...before, ...after].every((plan) => typeof plan["id"] === "string");
  for (const { path, from, to } of paired(list, [before, after], (plan) => (byId ? plan["id"] : plan["name"]))) {
    if (from && to) onePlan({ report, path }, from, to);
    else if (to) report(path, `Plan ${text(to["name"])} added (${security(to)})`);
    else if (from) report(path, `Plan ${text(from["name"])} removed`);
  }
}

function onePlan(place: Place, from: Fields, to: Fields): void {
  const name = text(to["name"]);
  const say = (field: string, summary: string) => place.report(`${place.path}.${field}`, summary);
  if (from["name"] !== name) say("name", `Plan ${text(from["name"])} renamed to ${name}`);
  if (from["status"] !== to["status"]) say("status", `Plan ${name} ${TRANSITIONS[text(to["status"])] ?? "changed its status"}`);
  if (!same(from["description"] || undefined, to["description"] || undefined)) say("description", `Description of plan ${name} changed`);
  if (security(from) !== security(to)) say("security.type", `Plan ${name} changed from ${security(from)} to ${security(to)}`);
  valueChange(inside(place, "security.configuration.apiKeyHeader"), `Key header of plan ${name}`, [keyHeader(from), keyHeader(to)]);
  const automatic = [from["validation"] === "AUTO", to["validation"] === "AUTO"] as const;
  toggled(inside(place, "validation"), `Automatic validation of plan ${name}`, automatic);
  if (!same(from["selectionRule"] ?? undefined, to["selectionRule"] ?? undefined))
    say("selectionRule", `Selection rule of plan ${name} changed`);
  if (!same(from["flows"] ?? [], to["flows"] ?? [])) say("flows", `Policies of plan ${name} changed`);
  otherChanges(place, [from, to], SAID);
}

function security(plan: Fields): string {
  const type = text(record(plan["security"])["type"]);
  return SECURITIES[type] ?? type;
}

function keyHeader(plan: Fields): unknown {
  return record(record(plan["security"])["configuration"])["apiKeyHeader"];
}
