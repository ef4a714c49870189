import type { Subscriber } from "../runtime/snapshot.ts";

/** Under which plan a request is served, and for whom: nobody in particular where the plan asks for no credential. */
export interface Caller {
  readonly planId: string;
  readonly subscriber: Subscriber | null;
}
