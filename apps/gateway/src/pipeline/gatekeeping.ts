import type { IncomingMessage } from "node:http";
import type { Snapshot } from "../runtime/snapshot.ts";
import type { Introspections } from "../upstream/introspections.ts";
import type { KeySets } from "../upstream/key-sets.ts";
import type { VerifiedTokens } from "./credentials/verified-tokens.ts";

/** What it takes to know a caller. */
export interface Gatekeeping {
  readonly snapshot: Snapshot;
  readonly certificates: { fingerprintOf(req: Pick<IncomingMessage, "headers" | "socket">): string | null };
  readonly keySets: KeySets;
  readonly introspections: Introspections;
  readonly verifiedTokens: VerifiedTokens;
  /** Takes note that a key was used. Costs a look-up, and never waits. */
  readonly keyUses: { note(hash: string): void };
}
