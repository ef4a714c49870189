import type { AnswerStore } from "./answer-cache/answer-store.ts";
import type { CounterStore } from "./counters/counter-store.ts";
import type { LimitNotes } from "./counters/limit-notes.ts";
import type { Resource } from "./resources/resource.ts";
import type { VectorStore } from "./semantic-cache/vector-store.ts";

/** Who a policy is: for what it writes into the log, and for counters that must outlive a deployment. */
export interface PolicyIdentity {
  readonly apiId: string;
  /** Null for a flow of the API's own. */
  readonly planId: string | null;
  /** The step's name, or its place where it has none. */
  readonly step: string;
  /** Where it stands, by the names of its flow and itself, or their positions where they have none: one of its kind in its API or plan. */
  readonly slot: string;
}

/** What policies share, and what outlives a deployment. */
export interface SharedSources {
  readonly nowMs: () => number;
  readonly counters: LimitCounters;
  readonly answers: AnswerStore;
  readonly vectors: VectorStore;
}

export interface DeploymentSources extends SharedSources {
  /** Those of the API, by their names, ready to be used. */
  readonly resources: ReadonlyMap<string, Resource>;
}

/** The same with what is known once all policies of the API are. */
export interface PolicySources extends DeploymentSources {
  /** Hash of all flows and resources of the API: what was let through by others may not be let through by these. */
  readonly policies: string;
}

export interface LimitCounters {
  /** Exact for all gateways together. */
  readonly exact: CounterStore;
  /** Counted in this gateway and compared in the background; the same as the exact ones where there is only one gateway. */
  readonly local: CounterStore;
  /** Where it is written down which counters calls have touched; left out where nobody looks. */
  readonly notes?: LimitNotes;
}

export interface PolicyBuild {
  readonly identity: PolicyIdentity;
  /** The lane it stands in. */
  readonly phase: "request" | "response";
  readonly sources: PolicySources;
}
