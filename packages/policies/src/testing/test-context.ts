import { NO_USAGE } from "@sluice/wire/usage";
import type { PolicyCall, PromptText } from "../policy-call.ts";
import type { Decision, PolicyContext } from "../policy-context.ts";

interface Sketch {
  readonly model?: string | null;
  readonly kind?: PolicyCall["kind"];
  readonly path?: PolicyCall["path"];
  readonly stream?: boolean;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly texts?: readonly { readonly role: PromptText["role"]; readonly text: string }[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly attributes?: Map<string, unknown>;
  readonly caller?: string;
  readonly subscriptionId?: string | null;
  readonly nowMs?: number;
  readonly bodyBytes?: number;
  readonly attachments?: number;
  readonly signal?: AbortSignal;
}

export interface TestContext extends PolicyContext {
  readonly decisions: Decision[];
  /** Headers that were set or removed (null), on either way. */
  readonly sent: Map<string, string | null>;
  readonly returned: Map<string, string | null>;
  readonly parameters: Map<string, unknown>;
}

/** A request as policies see it, without a gateway around it. */
export function testContext(sketch: Sketch = {}): TestContext {
  const { headers = {}, attributes = new Map(), caller = "192.0.2.1", subscriptionId = null, nowMs = 0 } = sketch;
  const decisions: Decision[] = [];
  const sent = new Map<string, string | null>();
  const returned = new Map<string, string | null>();
  const parameters = new Map<string, unknown>(Object.entries(sketch.body ?? {}));
  const call = testCall(sketch, parameters);
  return {
    requestId: "req_test",
    request: {
      id: "req_test",
      method: "POST",
      path: "/test/v1/chat/completions",
      pathInfo: "/v1/chat/completions",
      contextPath: "/test",
      headers,
      params: new URLSearchParams(),
      remoteAddress: caller,
      content: JSON.stringify(sketch.body ?? {}),
      jsonContent: sketch.body ?? {},
    },
    response: null,
    context: { attributes },
    subscription: subscriptionId === null ? null : { id: subscriptionId, applicationId: "app", planId: "plan", clientId: null },
    llm: { kind: "PROMPT", model: call.model, stream: call.stream, prompt: null, userPrompts: null, allPrompts: null },
    api: { id: "api", name: "API" },
    plan: { id: "plan", name: "Plan" },
    call,
    addresses: { caller, forwarded: [] },
    requestHeaders: edits(sent),
    responseHeaders: edits(returned),
    consumer: { planId: "plan", subscriptionId },
    price: () => null,
    usage: () => NO_USAGE,
    nowMs: () => nowMs,
    decide: (decision) => void decisions.push(decision),
    signal: sketch.signal ?? new AbortController().signal,
    decisions,
    sent,
    returned,
    parameters,
  };
}

function testCall(
  { model = "gpt-4o-mini", kind = "chat", path = "chat", stream = false, texts = [], bodyBytes = 100, attachments = 0 }: Sketch,
  parameters: Map<string, unknown>,
): PolicyCall {
  let used = model;
  const changed = new Set<string>();
  const held: PromptText[] = texts.map(({ role, text }, at) => {
    const one = {
      role,
      path: `messages.${at}.content`,
      text,
      replace(other: string) {
        one.text = other;
      },
    };
    return one;
  });
  return {
    kind,
    path,
    stream,
    bodyBytes,
    attachments,
    get model() {
      return used;
    },
    useModel(other) {
      used = other;
    },
    members: () => [...parameters.keys()],
    parameter: (name) => parameters.get(name),
    setParameter(name, value) {
      parameters.set(name, value);
      changed.add(name);
    },
    changed: () => [...changed],
    texts: () => held,
    addMessages: (where, messages) => {
      const list = (parameters.get("messages") as unknown[] | undefined) ?? [];
      parameters.set("messages", where === "before" ? [...messages, ...list] : [...list, ...messages]);
      changed.add("messages");
      return true;
    },
  };
}

function edits(changed: Map<string, string | null>) {
  return {
    set: (name: string, value: string) => void changed.set(name, value),
    remove: (name: string) => void changed.set(name, null),
    keepOnly: (names: readonly string[]) => void changed.set("*", names.join(", ")),
  };
}
