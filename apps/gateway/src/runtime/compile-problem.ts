/** Why a definition cannot be served. `field` is its path in dots (`endpointGroups.0.name`), "" when it is the whole. */
export class CompileProblem {
  readonly reason: string;
  readonly field: string;

  constructor(reason: string, field: string) {
    this.reason = reason;
    this.field = field;
  }

  /** One line for an acknowledgement: the reason, and where. */
  get sentence(): string {
    return this.field === "" ? this.reason : `${this.reason} (${this.field})`;
  }
}
