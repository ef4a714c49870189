import { PROVIDERS } from "@sluice/definition/provider";
import { type EndpointCheckInput, type EndpointCheckResult, endpointCheckInputSchema } from "@sluice/definition/resources";
import { parseErrorMessage } from "@sluice/providers/openai/parse-error";
import { ADAPTERS } from "@sluice/providers/registry";
import { Denial } from "@sluice/wire/denial";
import { describeFailure, hintForStatus, NAME_A_MODEL, NOT_A_MODEL_LIST } from "./check-hints.ts";
import { compileAuthorisation, openAuthentication } from "./compile-endpoint.ts";
import type { Target } from "./compiled-api.ts";
import { modelProbe } from "./model-probe.ts";
import type { SecretSources } from "./resolve-secret.ts";

/**
 * A whole call upstream, by the code that serves real ones. `path` follows the target's `basePath`; `headers` are names and values in
 * turn, beside the target's own and a body's content type. Throws what the connection threw, with its code; denies when there are no
 * credentials to call with.
 */
export type SendWhole = (
  target: Target,
  call: { readonly method: "GET" | "POST"; readonly path: string; readonly headers?: readonly string[]; readonly body?: Buffer },
  signal: AbortSignal,
) => Promise<{ readonly status: number; readonly body: Buffer } | Denial>;

/** A person waits. */
const LONGEST_CHECK_MS = 10_000;
const CONNECT_MS = 5_000;
/** A model list of a thousand entries is about 200 kB; nothing beyond is read as one. */
const LONGEST_LIST_BYTES = 4 * 1024 * 1024;

/**
 * Asks a provider for its models, as a deployed API would reach it.
 *
 * Some compatible servers have no `/models`. When one answers 404 or 405 there and the question names a model, that model is asked for
 * a single token instead: it costs next to nothing, and tells a right address from a wrong one.
 */
export async function checkEndpoint(request: unknown, sources: SecretSources, send: SendWhole): Promise<EndpointCheckResult> {
  const startedMs = performance.now();
  const finish = (outcome: Pick<EndpointCheckResult, "ok" | "models" | "error">): EndpointCheckResult => ({
    ...outcome,
    latencyMs: Math.round(performance.now() - startedMs),
  });
  const parsed = endpointCheckInputSchema.safeParse(request);
  if (!parsed.success) return finish(failed(null, parsed.error.issues[0]?.message ?? "The question is not valid."));
  const target = resolveTarget(parsed.data, sources);
  if ("problem" in target) return finish(failed(null, target.problem));
  const signal = AbortSignal.timeout(LONGEST_CHECK_MS);
  try {
    return finish(await askProvider(parsed.data, target, (call) => send(target, call, signal)));
  } catch (error) {
    const { message, hint } = describeFailure(signal.aborted ? signal.reason : error);
    return finish(failed(null, scrub(message, target), hint));
  }
}

type Outcome = Pick<EndpointCheckResult, "ok" | "models" | "error">;
type Send = (call: Parameters<SendWhole>[1]) => ReturnType<SendWhole>;

async function askProvider({ provider, model }: EndpointCheckInput, target: Target, send: Send): Promise<Outcome> {
  const { models } = ADAPTERS[provider];
  if (!models)
    return model ? askModel(model, target, send) : failed(null, `${PROVIDERS[provider].label} lists no models here.`, NAME_A_MODEL);
  const listed = await send({ method: "GET", path: models.path, headers: ["accept", "application/json"] });
  if (listed instanceof Denial) return failed(null, listed.message);
  if ((listed.status === 404 || listed.status === 405) && model) return askModel(model, target, send);
  if (listed.status < 200 || listed.status > 299) return refused(listed.status, listed.body, target);
  const ids = listed.body.length > LONGEST_LIST_BYTES ? null : models.parse(listed.body.toString());
  return ids
    ? { ok: true, models: ids.map((id) => ({ id })) }
    : failed(listed.status, "The answer is not a list of models.", NOT_A_MODEL_LIST);
}

async function askModel(model: string, target: Target, send: Send): Promise<Outcome> {
  const call = modelProbe(model, target);
  if (call instanceof Denial) return failed(null, call.message);
  const answer = await send(call);
  if (answer instanceof Denial) return failed(null, answer.message);
  return answer.status >= 200 && answer.status <= 299 ? { ok: true, models: [{ id: model }] } : refused(answer.status, answer.body, target);
}

function refused(status: number, body: Buffer, target: Target): Outcome {
  const words = parseErrorMessage(body.subarray(0, LONGEST_LIST_BYTES).toString());
  return failed(status, scrub(words ?? `The provider answered with status ${status}.`, target), hintForStatus(status, target.basePath));
}

function failed(status: number | null, message: string, hint?: string): Outcome {
  return { ok: false, models: [], error: { status, message, ...(hint === undefined ? {} : { hint }) } };
}

/** Some providers repeat the key that they refuse. */
function scrub(message: string, { secrets }: Target): string {
  return secrets.reduce((text, secret) => text.replaceAll(secret, "••••"), message);
}

function resolveTarget(
  { provider, target, authentication, projectId, location, publisher }: EndpointCheckInput,
  sources: SecretSources,
): Target | { readonly problem: string } {
  const adapter = ADAPTERS[provider];
  const opened = openAuthentication(authentication, sources);
  if ("problem" in opened) return opened;
  const place = { ...(projectId && { projectId }), ...(location && { location }), ...(publisher && { publisher }) };
  const address = adapter.resolveTarget({ provider, target, authentication: opened.authentication, ...place });
  if ("problem" in address) return address;
  const authorisation = compileAuthorisation(opened.authentication);
  if (authorisation && "problem" in authorisation) return authorisation;
  return {
    ...address,
    provider,
    group: "check",
    endpoint: "check",
    model: null,
    speaksOpenAi: adapter.speaksOpenAi,
    http: { connectTimeout: CONNECT_MS, firstByteTimeout: LONGEST_CHECK_MS, idleTimeout: LONGEST_CHECK_MS },
    overrides: null,
    authorisation,
    publisher: publisher ?? null,
    secrets: opened.secrets,
  };
}
