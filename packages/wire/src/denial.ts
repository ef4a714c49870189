import { ERRORS, type ErrorCode } from "./errors.ts";

export interface DenialExtra {
  /** The request field at fault, in dots: `messages.0.role`. */
  readonly param?: string;
  readonly retryAfterSeconds?: number;
  /** The provider's own status, type and code, where a provider refused: they reach the caller unchanged. */
  readonly status?: number;
  readonly type?: string;
  readonly providerCode?: string | number | null;
  /** For `WWW-Authenticate` (RFC 6750 §3), where it says more than `Bearer`. */
  readonly challenge?: string;
  /** Shown in logs only, never to the caller. */
  readonly detail?: string;
}

/** A refusal. It is returned, never thrown: a storm of 429 is when cost matters most. */
export class Denial {
  readonly code: ErrorCode;
  readonly message: string;
  readonly extra: DenialExtra;

  constructor(code: ErrorCode, message: string, extra: DenialExtra = {}) {
    this.code = code;
    this.message = message;
    this.extra = extra;
  }

  get status(): number {
    return this.extra.status ?? ERRORS[this.code].status;
  }
}

export interface OpenAiError {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string | number | null;
  };
}

/** A denial in OpenAI's words (https://platform.openai.com/docs/guides/error-codes). */
export function openAiError(denial: Denial): OpenAiError {
  const { type, param, providerCode } = denial.extra;
  return {
    error: {
      message: denial.message,
      type: type ?? ERRORS[denial.code].type,
      param: param ?? null,
      code: providerCode === undefined ? denial.code : providerCode,
    },
  };
}
