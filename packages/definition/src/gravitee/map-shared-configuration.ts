import { isObject } from "../json.ts";
import { isCredentialHeader } from "../secret-sites.ts";
import { type Fields, type Findings, isVoid, unfold } from "./findings.ts";

interface SharedPlace {
  readonly holder: Fields;
  readonly field: string;
  readonly place: string;
  readonly isGravitee: boolean;
}

const OURS = new Set(["connectTimeout", "firstByteTimeout", "idleTimeout"]);
const STORES = ["trustStore", "keyStore"] as const;

/** Time-outs and headers stay; how connections are made and kept is the gateway's business. */
export function mapSharedConfiguration({ holder, field, place, isGravitee }: SharedPlace, findings: Findings): void {
  const shared = unfold(holder, field);
  if (!isObject(shared)) return;
  const here = `${place}.${field}`;
  if (isObject(shared["http"])) shared["http"] = mapHttp(shared["http"], `${here}.http`, { isGravitee, findings });
  mapProxy(shared, here, findings);
  mapTls(shared, here, findings);
  if (!Array.isArray(shared["headers"])) return;
  for (const [index, header] of shared["headers"].entries()) {
    const { name, value } = isObject(header) ? header : {};
    // A credential is asked for anew; anything else would reach the provider as it is written.
    if (typeof value === "string" && value.includes("{#") && !(typeof name === "string" && isCredentialHeader(name)))
      findings.refuse(`${here}.headers.${index}.value`, "A provider's headers hold no expressions here: use the policy transform-headers.");
  }
}

interface Mapping {
  readonly isGravitee: boolean;
  readonly findings: Findings;
}

/**
 * Gravitee's `readTimeout` is the longest silence, before the first byte as well as after it. Its `idleTimeout` is how long an unused
 * connection is kept, and shares nothing with ours but the name.
 */
function mapHttp(http: Fields, place: string, { isGravitee, findings }: Mapping): Fields {
  const foreign = Object.keys(http).filter((name) => !OURS.has(name) && name !== "readTimeout");
  if (!isGravitee && foreign.length === 0 && http["readTimeout"] === undefined) return http;
  const { readTimeout, connectTimeout } = http;
  const mapped: Fields = {};
  if (typeof connectTimeout === "number" && connectTimeout > 0) mapped["connectTimeout"] = connectTimeout;
  if (typeof readTimeout === "number" && readTimeout > 0) {
    mapped["firstByteTimeout"] = readTimeout;
    mapped["idleTimeout"] = readTimeout;
    findings.warn(
      `${place}.readTimeout`,
      `Kept as firstByteTimeout and idleTimeout, ${readTimeout} ms: raise it if models think for longer.`,
    );
  }
  const gone = [...foreign, ...(http["idleTimeout"] === undefined ? [] : ["idleTimeout"])];
  if (gone.length > 0) findings.warn(place, `Not kept, as the gateway looks after its connections itself: ${gone.join(", ")}.`);
  return mapped;
}

function mapProxy(shared: Fields, place: string, findings: Findings): void {
  const { proxy } = shared;
  delete shared["proxy"];
  if (isObject(proxy) && (proxy["enabled"] === true || proxy["useSystemProxy"] === true))
    findings.refuse(`${place}.proxy`, "Providers are called directly here, and not through a proxy: take it out if that is allowed.");
}

function mapTls(shared: Fields, place: string, findings: Findings): void {
  const { ssl } = shared;
  delete shared["ssl"];
  if (!isObject(ssl)) return;
  for (const store of STORES) {
    const kept = ssl[store];
    if (isObject(kept) && !isVoid(kept["type"]) && kept["type"] !== "NONE")
      findings.refuse(
        `${place}.ssl.${store}`,
        "There are no certificates of one provider's here: take it out, and have the gateway's machine trust it.",
      );
  }
  if (ssl["trustAll"] === true || ssl["hostnameVerifier"] === false)
    findings.warn(`${place}.ssl`, "Providers' certificates are always verified here, with their names.");
}
