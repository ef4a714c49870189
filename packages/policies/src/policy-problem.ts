/** Why a policy cannot be built from its configuration; the deployment is refused with it. */
export class PolicyProblem {
  readonly message: string;
  /** In dots. */
  readonly path: string;

  constructor(message: string, path: string) {
    this.message = message;
    this.path = path;
  }

  /** The same, seen from further out. */
  at(place: string): PolicyProblem {
    return new PolicyProblem(this.message, this.path === "" ? place : `${place}.${this.path}`);
  }
}
