import type { TransformHeaders } from "@sluice/definition/policies/transform-headers";
import { compileTemplates } from "../compile-templates.ts";
import type { Policy } from "../policy.ts";
import type { HeaderEdits, PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";

/** What a header may carry (RFC 9110 §5.5), Latin-1 left out. */
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

/** Removes first, then sets: what is set stays. In the request lane it changes what goes to the provider, in the response lane what comes back. */
export function createTransformHeaders(
  { addHeaders, removeHeaders, whitelistHeaders }: TransformHeaders,
  { phase }: { readonly phase: "request" | "response" },
): Policy | PolicyProblem {
  const added = compileTemplates(addHeaders, { of: ({ value }) => value, path: (at) => `addHeaders.${at}.value` });
  if (added instanceof PolicyProblem) return added;
  const kept = whitelistHeaders.map((name) => name.toLowerCase());
  const transform = (context: PolicyContext, headers: HeaderEdits): void => {
    if (kept.length > 0) headers.keepOnly(kept);
    for (const name of removeHeaders) headers.remove(name.toLowerCase());
    for (const { name, template } of added) {
      const result = template.evaluate(context);
      if (result.ok && HEADER_VALUE.test(result.value)) headers.set(name.toLowerCase(), result.value);
    }
  };
  return phase === "request"
    ? {
        onRequest(context) {
          transform(context, context.requestHeaders);
          return null;
        },
      }
    : { onResponse: (context) => transform(context, context.responseHeaders) };
}
