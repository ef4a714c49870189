import { fieldsOf } from "../json.ts";
import {
  type Fields,
  inside,
  type Lists,
  otherChanges,
  type Place,
  paired,
  same,
  secretChange,
  text,
  toggled,
  valueChange,
} from "./report.ts";

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
  orderChange({ report, path: list }, [before, after], (plan) => (byId ? plan["id"] : plan["name"]));
}

/** Plans are tried from the first to the last. Those that came or went change no order of the others. */
function orderChange({ report, path }: Place, [before, after]: Lists, key: (plan: Fields) => unknown): void {
  const [then, now] = [before.map(key), after.map(key)];
  const stayed = now.filter((one) => then.includes(one));
  if (
    same(
      then.filter((one) => now.includes(one)),
      stayed,
    )
  )
    return;
  report(path, `Plans are tried in another order: ${after.map((plan) => text(plan["name"])).join(", ")}`);
}

function onePlan(place: Place, from: Fields, to: Fields): void {
  const name = text(to["name"]);
  const say = (field: string, summary: string) => place.report(`${place.path}.${field}`, summary);
  if (from["name"] !== name) say("name", `Plan ${text(from["name"])} renamed to ${name}`);
  if (from["status"] !== to["status"]) say("status", `Plan ${name} ${TRANSITIONS[text(to["status"])] ?? "changed its status"}`);
  if (!same(from["description"] || undefined, to["description"] || undefined)) say("description", `Description of plan ${name} changed`);
  if (security(from) !== security(to)) say("security.type", `Plan ${name} changed from ${security(from)} to ${security(to)}`);
  else configurationChanges(inside(place, "security.configuration"), name, [configuration(from), configuration(to)]);
  const automatic = [from["validation"] === "AUTO", to["validation"] === "AUTO"] as const;
  toggled(inside(place, "validation"), `Automatic validation of plan ${name}`, automatic);
  if (!same(from["selectionRule"] ?? undefined, to["selectionRule"] ?? undefined))
    say("selectionRule", `Selection rule of plan ${name} changed`);
  if (!same(from["flows"] ?? [], to["flows"] ?? [])) say("flows", `Policies of plan ${name} changed`);
  otherChanges(place, [from, to], SAID);
}

function security(plan: Fields): string {
  const type = text(fieldsOf(plan["security"])["type"]);
  return SECURITIES[type] ?? type;
}

function configuration(plan: Fields): Fields {
  return fieldsOf(fieldsOf(plan["security"])["configuration"]);
}

const PLAIN = {
  apiKeyHeader: "Key header",
  signature: "Signature",
  publicKeyResolver: "Source of the key",
  issuer: "Issuer",
  audience: "Audience",
  introspectionEndpoint: "Introspection address",
  clientId: "Client id",
  cacheSeconds: "Cache time (s)",
  requiredScopes: "Required scopes",
  clientIdClaim: "Client id's claim",
  userClaim: "User's claim",
} as const;
const SECRETS = { resolverParameter: "Key", clientSecret: "Client secret" } as const;

function configurationChanges(place: Place, name: string, [from, to]: readonly [Fields, Fields]): void {
  for (const [field, what] of Object.entries(PLAIN)) valueChange(inside(place, field), `${what} of plan ${name}`, [from[field], to[field]]);
  for (const [field, what] of Object.entries(SECRETS))
    secretChange(inside(place, field), `${what} of plan ${name}`, [from[field], to[field]]);
  otherChanges(place, [from, to], [...Object.keys(PLAIN), ...Object.keys(SECRETS)]);
}
