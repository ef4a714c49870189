import type { SendWhole } from "../../runtime/check-endpoint.ts";
import type { SecretSources } from "../../runtime/resolve-secret.ts";

/** What resources are built with. */
export interface ResourceSources extends SecretSources {
  /** Over the connections that serve calls. */
  readonly send: SendWhole;
  /** The definition that they stand in, as it was stored: a judge may be one of its endpoints. */
  readonly definition: unknown;
}
