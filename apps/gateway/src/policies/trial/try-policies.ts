import { type Trial, type TrialRequest, trialRequestSchema } from "@sluice/definition/policy-trial";
import type { SharedSources } from "@sluice/policies/create-policy";
import { PolicyRun } from "@sluice/policies/policy-run";
import { Denial } from "@sluice/wire/denial";
import { NO_USAGE } from "@sluice/wire/usage";
import { CompileProblem } from "../../runtime/compile-problem.ts";
import type { CompiledApi } from "../../runtime/compiled-api.ts";
import type { DeploymentSync } from "../../runtime/sync-deployments.ts";
import { RequestContext } from "../request-context.ts";
import { peekingCounters } from "./peeking-counters.ts";
import { sampleCall, sampleExchange } from "./sample-exchange.ts";
import { traceSteps } from "./trace-steps.ts";

interface Sources {
  readonly deployments: Pick<DeploymentSync, "compileAside">;
  readonly policies: SharedSources;
}

/** What an API's policies would do to a call: compiled and run as where they serve, but no provider is called and nothing is counted. */
export async function tryPolicies(request: unknown, { deployments, policies }: Sources): Promise<Trial> {
  const parsed = trialRequestSchema.safeParse(request);
  if (!parsed.success) return { ok: false, message: "The gateway cannot read what it was asked. Is it of the console's version?" };
  const { apiId, definition } = parsed.data;
  // Any number that no deployment has: it is nobody's revision.
  const deployed = { apiId, revision: 0, createdAtMs: policies.nowMs(), definition };
  const sources = { ...policies, counters: peekingCounters(policies.counters) };
  const result = await deployments.compileAside(deployed, sources, (api) => tryOn(api, parsed.data));
  return result instanceof CompileProblem ? { ok: false, message: result.sentence } : result;
}

async function tryOn(api: CompiledApi, { planId, sample }: TrialRequest): Promise<Trial> {
  const call = sampleCall(sample);
  if (call instanceof Denial) return { ok: false, message: call.message };
  const chain = api.chains.get(planId);
  if (!chain) return { ok: true, steps: [], refusal: null, reply: null };
  const context = new RequestContext({
    exchange: sampleExchange(sample, api),
    api,
    caller: { planId, subscriber: null },
    call,
    planName: chain.planName,
    addresses: { caller: null, forwarded: [] },
  });
  const traced = traceSteps(chain.flows);
  // What its end would do is done to a sample alone.
  const run = new PolicyRun(traced.flows, context, () => {});
  const verdict = await run.onRequest();
  const steps = traced.steps(context);
  run.settle({ status: 0, errorCode: null, usage: NO_USAGE, costUsd: null, modelSent: null, asked: false });
  const refusal = verdict instanceof Denial ? { status: verdict.status, code: verdict.code, message: verdict.message } : null;
  const reply = verdict === null || verdict instanceof Denial ? null : { status: verdict.status, text: verdict.body.toString() };
  return { ok: true, steps: [...steps], refusal, reply };
}
