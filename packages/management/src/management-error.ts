import type { FieldProblems } from "@sluice/definition/problems";
import type { Change, ManagementErrorBody, ManagementErrorCode } from "@sluice/definition/resources";

const STATUSES = {
  invalid_json: 400,
  invalid_request: 400,
  path_taken: 400,
  cannot_compile: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  stale_write: 409,
  too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal_error: 500,
  unavailable: 503,
} as const satisfies Record<ManagementErrorCode, number>;

interface Extra {
  /** Field path in dots → what is wrong with it. */
  readonly fields?: FieldProblems;
  readonly changes?: readonly Change[];
  readonly changedBy?: string;
  readonly currentVersion?: number;
}

/** A refusal. Verbs return it; nothing throws it but `transact`, inside itself, to roll back. */
export class ManagementError {
  readonly code: ManagementErrorCode;
  readonly message: string;
  readonly extra: Extra;

  constructor(code: ManagementErrorCode, message: string, extra: Extra = {}) {
    this.code = code;
    this.message = message;
    this.extra = extra;
  }

  get status(): number {
    return STATUSES[this.code];
  }

  body(): ManagementErrorBody {
    const { fields, changes, ...rest } = this.extra;
    return {
      code: this.code,
      message: this.message,
      ...rest,
      ...(fields ? { fields: { ...fields } } : {}),
      ...(changes ? { changes: [...changes] } : {}),
    };
  }
}

export function notFound(what: string): ManagementError {
  return new ManagementError("not_found", `There is no such ${what}.`);
}

/** A refusal that belongs to fields: the message repeats the first, so that it can be read without them. */
export function invalidFields(fields: FieldProblems): ManagementError {
  const [first, ...others] = Object.entries(fields);
  const [path = "", problem = "The request is not valid."] = first ?? [];
  const place = path === "" ? problem : `${path}: ${problem}`;
  return new ManagementError("invalid_request", others.length === 0 ? place : `${place} (and ${others.length} more)`, { fields });
}
