import type { Authentication } from "@sluice/definition/endpoint";
import type { Provider } from "@sluice/definition/provider";
import { PolicyProblem } from "@sluice/policies/policy-problem";
import type { AskService } from "@sluice/policies/resources/ask-service";
import { ADAPTERS } from "@sluice/providers/registry";
import { Denial } from "@sluice/wire/denial";
import { compileAuthorisation, openAuthentication } from "../../runtime/compile-endpoint.ts";
import type { Target } from "../../runtime/compiled-api.ts";
import type { ResourceSources } from "./resource-sources.ts";

interface Service {
  readonly provider: Provider;
  readonly target: string;
  readonly authentication: Authentication;
}

const CONNECT_MS = 2_000;

/** A service's address with its credentials; or what is wrong with them, and where. */
export function serviceTarget({ provider, target, authentication }: Service, sources: ResourceSources): Target | PolicyProblem {
  const opened = openAuthentication(authentication, sources);
  if ("problem" in opened) return new PolicyProblem(opened.problem, `authentication.${opened.field}`);
  const address = ADAPTERS[provider].resolveTarget({ provider, target, authentication: opened.authentication });
  if ("problem" in address) return new PolicyProblem(address.problem, address.field);
  const authorisation = compileAuthorisation(opened.authentication);
  if (authorisation && "problem" in authorisation) return new PolicyProblem(authorisation.problem, "authentication");
  return {
    ...address,
    provider,
    group: "resource",
    endpoint: "resource",
    model: null,
    speaksOpenAi: ADAPTERS[provider].speaksOpenAi,
    http: { connectTimeout: CONNECT_MS, firstByteTimeout: 0, idleTimeout: 0 },
    overrides: null,
    authorisation,
    publisher: null,
    secrets: opened.secrets,
  };
}

/** Asks a service by the code that serves calls. One clock runs from the question to the last byte of the answer; whoever has left stops it. */
export function askService(target: Target, timeoutMs: number, { send }: Pick<ResourceSources, "send">): AskService {
  return async (path, body, left) => {
    const clock = AbortSignal.timeout(timeoutMs);
    const signal = left ? AbortSignal.any([clock, left]) : clock;
    const call = { method: "POST", path, body: Buffer.from(JSON.stringify(body)) } as const;
    const answer = await send(target, call, signal).catch((error: unknown) => {
      if (left?.aborted) throw new Error("Nobody waits for the service's answer any more.");
      throw new Error(
        clock.aborted ? `The service did not answer within ${timeoutMs} ms.` : `The service cannot be reached${codeOf(error)}.`,
      );
    });
    if (answer instanceof Denial) throw new Error("There are no credentials to ask the service with.");
    if (answer.status !== 200) throw new Error(`The service answered with the status ${answer.status}.`);
    return parse(answer.body);
  };
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" ? ` (${code})` : "";
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new Error("The service's answer is no JSON.");
  }
}
