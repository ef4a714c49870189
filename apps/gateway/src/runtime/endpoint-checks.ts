import type { Trial } from "@sluice/definition/policy-trial";
import type { Pool } from "pg";
import { type Log, reasonOf } from "../log.ts";
import { checkEndpoint, type SendWhole } from "./check-endpoint.ts";
import { type ClaimedCheck, claimChecks, deleteOldChecks, writeCheckResult } from "./check-rows.ts";
import type { SecretSources } from "./resolve-secret.ts";
import type { SecretOpener } from "./secret-opener.ts";

const DELETE_EVERY_MS = 600_000;

export interface EndpointChecksOptions {
  readonly pool: Pool;
  readonly gatewayId: string;
  readonly secrets: SecretOpener;
  readonly environment: SecretSources["environment"];
  readonly send: SendWhole;
  /** Answers what a console asks about policies. */
  readonly tryPolicies: (request: unknown) => Promise<Trial>;
  readonly log: Log;
}

/** Answers the console's questions from where real calls are made: "test connection", and what policies would do. */
export class EndpointChecks {
  readonly #options: EndpointChecksOptions;
  #deletedAtMs = -Infinity;

  constructor(options: EndpointChecksOptions) {
    this.#options = options;
  }

  /** Takes what waits and answers it. Resolves when the answers are written; never rejects. */
  async answer(): Promise<void> {
    const { pool, gatewayId, log } = this.#options;
    try {
      const checks = await claimChecks(pool, gatewayId);
      await Promise.all(checks.map((check) => this.#answerOne(check)));
    } catch (error) {
      log.warn({ reason: reasonOf(error) }, "an endpoint check could not be answered");
    }
  }

  /** Removes answers that nobody will read any more; does nothing most of the times that it is called. */
  async tidy(): Promise<void> {
    if (performance.now() - this.#deletedAtMs < DELETE_EVERY_MS) return;
    this.#deletedAtMs = performance.now();
    await deleteOldChecks(this.#options.pool);
  }

  async #answerOne({ id, request }: ClaimedCheck): Promise<void> {
    const { pool, secrets, environment, send, tryPolicies } = this.#options;
    if (typeof request === "object" && request !== null && "policies" in request) {
      await writeCheckResult(pool, id, await tryPolicies(request.policies));
      return;
    }
    // The place where secrets stand in a definition, so that they are found by the same code.
    const openSecret = await secrets.prepare({ endpointGroups: [{ endpoints: [{ configuration: request }] }] });
    const result = await checkEndpoint(request, { openSecret, environment }, send);
    await writeCheckResult(pool, id, result);
  }
}
