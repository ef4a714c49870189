/** Who must act when this error is seen: the caller, the API's publisher, the provider, or whoever runs Sluice. */
export type ErrorOwner = "caller" | "publisher" | "provider" | "platform";

interface ErrorRow {
  readonly status: number;
  /** OpenAI's `error.type`. */
  readonly type: string;
  readonly owner: ErrorOwner;
}

/** Every refusal that the gateway can utter. One row gives status, OpenAI type and owner; docs/failure-modes.md has a paragraph for each. */
export const ERRORS = {
  invalid_json: { status: 400, type: "invalid_request_error", owner: "caller" },
  invalid_request: { status: 400, type: "invalid_request_error", owner: "caller" },
  unsupported_parameter: { status: 400, type: "invalid_request_error", owner: "caller" },
  content_policy_violation: { status: 400, type: "invalid_request_error", owner: "caller" },
  client_closed_request: { status: 499, type: "invalid_request_error", owner: "caller" },
  invalid_api_key: { status: 401, type: "invalid_request_error", owner: "caller" },
  insufficient_scope: { status: 403, type: "invalid_request_error", owner: "caller" },
  subscription_required: { status: 403, type: "invalid_request_error", owner: "caller" },
  subscription_inactive: { status: 403, type: "invalid_request_error", owner: "caller" },
  forbidden: { status: 403, type: "invalid_request_error", owner: "caller" },
  model_not_allowed: { status: 403, type: "invalid_request_error", owner: "caller" },
  model_not_found: { status: 404, type: "invalid_request_error", owner: "caller" },
  path_not_found: { status: 404, type: "invalid_request_error", owner: "caller" },
  method_not_allowed: { status: 405, type: "invalid_request_error", owner: "caller" },
  request_too_large: { status: 413, type: "invalid_request_error", owner: "caller" },
  unsupported_encoding: { status: 415, type: "invalid_request_error", owner: "caller" },
  token_limit_exceeded: { status: 429, type: "tokens", owner: "caller" },
  rate_limit_exceeded: { status: 429, type: "requests", owner: "caller" },
  budget_exceeded: { status: 429, type: "insufficient_quota", owner: "caller" },
  upstream_error: { status: 502, type: "api_error", owner: "provider" },
  upstream_auth_failed: { status: 502, type: "api_error", owner: "publisher" },
  upstream_unreachable: { status: 502, type: "api_error", owner: "provider" },
  upstream_overloaded: { status: 503, type: "api_error", owner: "provider" },
  upstream_timeout: { status: 504, type: "api_error", owner: "provider" },
  not_supported_by_provider: { status: 400, type: "invalid_request_error", owner: "caller" },
  policy_unavailable: { status: 503, type: "api_error", owner: "platform" },
  gateway_unavailable: { status: 503, type: "api_error", owner: "platform" },
  internal_error: { status: 500, type: "api_error", owner: "platform" },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;
