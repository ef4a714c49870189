import type { ExpressionUse } from "@sluice/definition/policies/policy-kind";

export const EXPRESSION_USES = {
  condition: "Yes or no. A condition that cannot be evaluated holds: no policy is skipped by a slip.",
  template: "A text, with expressions in it. What cannot be evaluated is empty.",
  number: "A number.",
} as const satisfies Record<ExpressionUse, string>;

interface Example {
  readonly source: string;
  readonly says: string;
}

export const EXPRESSION_EXAMPLES = {
  condition: [
    { source: "{#llm.kind == 'PROMPT'}", says: "A prompt, and no embedding" },
    { source: "{#llm.model.endsWith('gpt-5-mini')}", says: "The model that was asked for, whatever its group" },
    { source: "{#request.headers['x-tier'][0] == 'gold'}", says: "A header of the caller" },
    { source: "{#llm.stream}", says: "A streamed answer was asked for" },
  ],
  template: [
    { source: "{#subscription.applicationId}", says: "The application that calls" },
    { source: "{#request.headers['x-team'][0]}", says: "A header of the caller" },
    { source: "{#request.jsonContent.user}", says: "A field of the body" },
    { source: "{#llm.model}", says: "The model that was asked for" },
  ],
  number: [
    { source: "{#request.headers['x-tier'][0] == 'gold' ? 100000 : 10000}", says: "More for some" },
    { source: "{#context.attributes['budget']}", says: "An attribute that an earlier policy has set" },
  ],
} as const satisfies Record<ExpressionUse, readonly Example[]>;

export const EXPRESSION_ROOTS = [
  { root: "#llm", fields: "kind, model, stream, prompt, userPrompts, allPrompts" },
  {
    root: "#request",
    fields: "id, method, path, contextPath, pathInfo, headers['name'][0], params['name'][0], remoteAddress, content, jsonContent",
  },
  { root: "#response", fields: "status, headers['name'][0]; on the way back" },
  { root: "#subscription", fields: "id, applicationId, planId, clientId; null where nobody subscribes" },
  { root: "#context", fields: "attributes['name']" },
  { root: "#api and #plan", fields: "id, name" },
] as const;
