import { fieldsOf } from "../json.ts";
import { SECRET_FIELDS, type SecretField } from "../secret-sites.ts";
import { modelChanges } from "./models.ts";
import { type Fields, inside, items, otherChanges, type Place, secretChange, text, toggled, valueChange } from "./report.ts";
import { sharedChanges } from "./shared-configuration.ts";

type Sides = readonly [Fields, Fields];

/** `name` is what people know the endpoint by: its own name, or its provider's. */
export function endpointChanges(place: Place, name: string, [from, to]: Sides): void {
  if (from["name"] !== to["name"]) place.report(`${place.path}.name`, `Endpoint ${text(from["name"])} renamed to ${text(to["name"])}`);
  valueChange(inside(place, "weight"), `Weight of ${name}`, [from["weight"], to["weight"]]);
  toggled(inside(place, "secondary"), `Secondary mode of ${name}`, [from["secondary"], to["secondary"]]);
  const shared = [fieldsOf(from["sharedConfigurationOverride"]), fieldsOf(to["sharedConfigurationOverride"])] as const;
  sharedChanges(inside(place, "sharedConfigurationOverride"), name, shared);
  configurationChanges(inside(place, "configuration"), name, [fieldsOf(from["configuration"]), fieldsOf(to["configuration"])]);
  otherChanges(place, [from, to], ["name", "weight", "secondary", "sharedConfigurationOverride", "configuration"]);
}

const PLAIN = { provider: "Provider type", projectId: "Project", location: "Location", publisher: "Publisher" } as const;

function configurationChanges(place: Place, name: string, [from, to]: Sides): void {
  for (const [field, what] of Object.entries(PLAIN)) valueChange(inside(place, field), `${what} of ${name}`, [from[field], to[field]]);
  valueChange(inside(place, "target"), `URL of ${name}`, [from["target"], to["target"]]);
  authenticationChanges(inside(place, "authentication"), name, [fieldsOf(from["authentication"]), fieldsOf(to["authentication"])]);
  modelChanges(inside(place, "models"), name, [items(from["models"]), items(to["models"])]);
  governanceChanges(inside(place, "modelGovernance"), name, [fieldsOf(from["modelGovernance"]), fieldsOf(to["modelGovernance"])]);
  otherChanges(place, [from, to], [...Object.keys(PLAIN), "target", "authentication", "models", "modelGovernance"]);
}

function governanceChanges(place: Place, name: string, [from, to]: Sides): void {
  toggled(inside(place, "aliasOnly"), `Alias-only mode of ${name}`, [from["aliasOnly"], to["aliasOnly"]]);
  valueChange(inside(place, "modelPattern"), `Model pattern of ${name}`, [from["modelPattern"], to["modelPattern"]]);
  const policy = [fieldsOf(from["prefixPolicy"])["policy"], fieldsOf(to["prefixPolicy"])["policy"]] as const;
  valueChange(inside(place, "prefixPolicy.policy"), `Prefix policy of ${name}`, policy);
  otherChanges(place, [from, to], ["aliasOnly", "modelPattern", "prefixPolicy"]);
}

const SECRETS = {
  bearer: "API key",
  value: "API key",
  accessKeyId: "Access key id",
  secretAccessKey: "Secret access key",
  sessionToken: "Session token",
  json: "Service account",
} as const satisfies Record<SecretField, string>;

function authenticationChanges(place: Place, name: string, [from, to]: Sides): void {
  valueChange(inside(place, "type"), `Authentication of ${name}`, [from["type"], to["type"]]);
  valueChange(inside(place, "header"), `Key header of ${name}`, [from["header"], to["header"]]);
  valueChange(inside(place, "region"), `Region of ${name}`, [from["region"], to["region"]]);
  if (from["type"] === to["type"]) {
    for (const field of SECRET_FIELDS) secretChange(inside(place, field), `${SECRETS[field]} of ${name}`, [from[field], to[field]]);
  }
  otherChanges(place, [from, to], ["type", "header", "region", ...SECRET_FIELDS]);
}
