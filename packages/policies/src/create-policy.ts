/** Who a policy is: for what it writes into the log, and for counters that must outlive a deployment. */
export interface PolicyIdentity {
  readonly apiId: string;
  /** Null for a flow of the API's own. */
  readonly planId: string | null;
  /** The step's name, or its place where it has none. */
  readonly step: string;
}

/** What policies share, and what outlives a deployment. */
export interface PolicySources {
  readonly nowMs: () => number;
}

export interface PolicyBuild {
  readonly identity: PolicyIdentity;
  /** The lane it stands in. */
  readonly phase: "request" | "response";
  readonly sources: PolicySources;
}
