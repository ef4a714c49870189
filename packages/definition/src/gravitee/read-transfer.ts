import { isObject } from "../json.ts";
import { isSealed } from "../sealed.ts";
import { isMask, mapSecretFields, type SecretPlace } from "../secrets.ts";
import { type Fields, Findings } from "./findings.ts";
import { mapApi } from "./map-api.ts";
import { omittedSecret } from "./omitted-secret.ts";
import { readEnvelope } from "./read-envelope.ts";

export interface Transfer extends Pick<Findings, "warnings" | "problems"> {
  /** In our words, its plans in it, and not checked yet: what nobody knows is still there, for the schema to refuse by its name. */
  readonly definition: Fields;
}

interface Renamed {
  readonly name?: string | undefined;
  /** Takes the place of all context paths. */
  readonly path?: string | undefined;
}

/** What an import is about: an export of ours or of Gravitee's V4, or a bare definition. Null for what is no JSON object. */
export function readTransfer(body: unknown, { name, path }: Renamed = {}): Transfer | null {
  const findings = new Findings();
  const envelope = readEnvelope(body, findings);
  if (!envelope) return null;
  const { api, isGravitee, secretsOmitted } = envelope;
  mapApi(api, isGravitee, findings);
  if (name !== undefined) api["name"] = name;
  const [listener] = Array.isArray(api["listeners"]) ? api["listeners"] : [];
  if (path !== undefined && isObject(listener)) listener["paths"] = [{ path }];
  for (const place of secretsOmitted) findings.warn(place, "The export left this secret out: enter it before you deploy.");
  const definition = mapSecretFields(api, (value, place) => {
    if (!standsForSecret(value, place)) return value;
    const placeholder = omittedSecret(place);
    const next = placeholder === "" ? "enter it before you deploy" : `enter it, or set the gateway's variable in ${placeholder}`;
    findings.warn(place.path, `The secret did not come along: ${next}.`);
    return placeholder;
  });
  return { definition, warnings: findings.warnings, problems: findings.problems };
}

/** A mask, what another instance sealed, or an expression that Gravitee's gateways put a secret in place of. */
function standsForSecret(value: string, { kind }: SecretPlace): boolean {
  if (isMask(value) || isSealed(value) || value.includes("{#secrets.")) return true;
  // Some policies evaluate what they are configured with; nothing evaluates a credential.
  return kind !== "policy" && value.includes("{#");
}
