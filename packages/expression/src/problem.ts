/** Why an expression was refused at deployment, in a sentence for its author. Returned, never thrown. */
export class ExpressionProblem {
  readonly message: string;
  /** The place in the source, counted in characters from 0. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    this.message = message;
    this.offset = offset;
  }
}
