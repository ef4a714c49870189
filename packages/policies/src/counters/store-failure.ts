import type { Lease } from "./counter-store.ts";

/** The store did not answer. Whether it has granted the lease nobody knows: settling it is right in both cases. */
export class StoreFailure extends Error {
  readonly lease: Lease | null;

  constructor(message: string, lease: Lease | null = null) {
    super(message);
    this.lease = lease;
  }
}
