import { isObject } from "../json.ts";
import { type Fields, type Findings, isVoid } from "./findings.ts";

export interface Envelope {
  /** The definition, its plans in it. A copy: the mapping changes it. */
  readonly api: Fields;
  /** Exports of Gravitee's leave out what is off by default there, and on here. */
  readonly isGravitee: boolean;
  /** Places of secrets that an export of ours left empty. */
  readonly secretsOmitted: readonly string[];
}

const LEFT_BEHIND = ["members", "metadata", "pages", "apiMedia", "apiPicture", "apiBackground", "subscriptions"];

/**
 * Finds the definition in what was sent: an envelope `{export, api, plans}` of ours or of Gravitee's, a Kubernetes resource of its
 * operator's as JSON, or a bare definition. Null when it is none.
 */
export function readEnvelope(body: unknown, findings: Findings): Envelope | null {
  if (!isObject(body)) return null;
  const sent = structuredClone(body);
  const { spec, api, export: about, plans } = sent;
  if (isObject(spec) && typeof sent["kind"] === "string") return { api: readResource(spec), isGravitee: true, secretsOmitted: [] };
  if (!isObject(api)) return { api: withoutNulls(sent), isGravitee: false, secretsOmitted: [] };
  for (const part of LEFT_BEHIND) {
    if (!isVoid(sent[part])) findings.warn(part, "Not taken over: this is no part of a definition here.");
  }
  const omitted = isObject(about) ? about["secretsOmitted"] : undefined;
  return {
    api: withoutNulls({ ...api, ...(plans === undefined || plans === null ? {} : { plans }) }),
    isGravitee: !isObject(about) || about["product"] !== "Sluice",
    secretsOmitted: Array.isArray(omitted) ? omitted.filter((path) => typeof path === "string") : [],
  };
}

/** The operator names plans by their keys, and publishes those that do not say otherwise. */
function readResource(spec: Fields): Fields {
  const { plans, contextRef: _context, ...api } = spec;
  if (!isObject(plans)) return withoutNulls(spec);
  const named = Object.entries(plans).map(([name, plan]) =>
    isObject(plan) ? { name, status: "PUBLISHED", validation: "AUTO", ...plan } : plan,
  );
  return withoutNulls({ ...api, plans: named });
}

/** What a policy or a provider is configured with is theirs: a null may mean something there. */
const OPAQUE = new Set(["configuration", "parametersOverride"]);

function withoutNulls(fields: Fields): Fields {
  const kept = Object.entries(fields).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, OPAQUE.has(key) ? value : clean(value)]));
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  return isObject(value) ? withoutNulls(value) : value;
}
