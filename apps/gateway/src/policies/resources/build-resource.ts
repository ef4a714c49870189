import { fieldProblems } from "@sluice/definition/problems";
import type { BedrockGuardrail } from "@sluice/definition/resource-kinds/bedrock-guardrail";
import type { OpenAiModeration } from "@sluice/definition/resource-kinds/openai-moderation";
import { resourceKind } from "@sluice/definition/resource-kinds/resource-kinds";
import type { TextDetectors } from "@sluice/definition/resource-kinds/text-detectors";
import type { TextEmbedding } from "@sluice/definition/resource-kinds/text-embedding";
import { PolicyProblem } from "@sluice/policies/policy-problem";
import { createBedrockGuardrail } from "@sluice/policies/resources/create-bedrock-guardrail";
import { createOpenAiModeration } from "@sluice/policies/resources/create-openai-moderation";
import { createTextDetectors } from "@sluice/policies/resources/create-text-detectors";
import { createTextEmbedding } from "@sluice/policies/resources/create-text-embedding";
import { rememberVerdicts } from "@sluice/policies/resources/remember-verdicts";
import { buildJudge } from "./build-judge.ts";
import { buildTextClassification } from "./build-text-classification.ts";
import type { BuiltResource } from "./built-resource.ts";
import { askService, serviceTarget } from "./remote-service.ts";
import type { ResourceSources } from "./resource-sources.ts";

type Built = BuiltResource | PolicyProblem;
type Build = (configuration: never, sources: ResourceSources) => Built | Promise<Built>;

const BUILDERS: Readonly<Record<string, Build>> = {
  "text-detectors": buildDetectors,
  "ai-model-text-classification": buildTextClassification,
  "openai-moderation": buildModeration,
  "bedrock-guardrail": buildGuardrail,
  "llm-judge": buildJudge,
  "ai-text-embedding-model": buildEmbedding,
};

/** A resource, ready for the first request; or why it cannot be had, with the place in its configuration. */
export async function buildResource(type: string, configuration: unknown, sources: ResourceSources): Promise<Built> {
  const kind = resourceKind(type);
  const build = BUILDERS[type];
  if (!kind || !build) return new PolicyProblem(`There is no kind of resource ${type}.`, "type");
  const parsed = kind.configuration.safeParse(configuration);
  if (!parsed.success) {
    const [path = "", message = "The configuration is not valid."] = Object.entries(fieldProblems(parsed.error))[0] ?? [];
    return new PolicyProblem(message, path).at("configuration");
  }
  const built = await build(parsed.data as never, sources);
  return built instanceof PolicyProblem ? built.at("configuration") : built;
}

function buildDetectors(configuration: TextDetectors): Built {
  const resource = createTextDetectors(configuration);
  return resource instanceof PolicyProblem ? resource : { resource };
}

function buildModeration(configuration: OpenAiModeration, sources: ResourceSources): Built {
  const { target: address, authentication, timeoutMs } = configuration;
  const target = serviceTarget({ provider: address === "" ? "OPEN_AI" : "OPEN_AI_COMPATIBLE", target: address, authentication }, sources);
  if (target instanceof PolicyProblem) return target;
  return { resource: rememberVerdicts(createOpenAiModeration(configuration, askService(target, timeoutMs, sources))) };
}

function buildGuardrail(configuration: BedrockGuardrail, sources: ResourceSources): Built {
  const { target: address, authentication, timeoutMs } = configuration;
  const target = serviceTarget({ provider: "BEDROCK", target: address, authentication }, sources);
  if (target instanceof PolicyProblem) return target;
  return { resource: rememberVerdicts(createBedrockGuardrail(configuration, askService(target, timeoutMs, sources))) };
}

function buildEmbedding(configuration: TextEmbedding, sources: ResourceSources): Built {
  const { target: address, authentication, timeoutMs } = configuration;
  const target = serviceTarget({ provider: address === "" ? "OPEN_AI" : "OPEN_AI_COMPATIBLE", target: address, authentication }, sources);
  if (target instanceof PolicyProblem) return target;
  return { resource: createTextEmbedding(configuration, askService(target, timeoutMs, sources)) };
}
