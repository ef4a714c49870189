/** Answers that are remembered of each model, and models of which any are. */
const REMEMBERED = 200;
const MOST_MODELS = 500;
/** Of those remembered, this part was shorter. Twice as much is set aside, so that hardly an answer is cut off. */
const PART_SHORTER = 0.99;
const SPARE = 2;
/** Until there are some, and below which it makes no difference. */
const LEAST = 1_024;
/** Sorting takes microseconds: it is done once for so many answers. */
const NOTED_BETWEEN = 16;

interface Answers {
  readonly lengths: number[];
  next: number;
  expected: number;
}

/** How long a model's answers have been of late, in this gateway. */
export class RecentAnswers {
  readonly #models = new Map<string, Answers>();

  note(model: string, tokens: number): void {
    let answers = this.#models.get(model);
    if (!answers) {
      if (this.#models.size >= MOST_MODELS) return;
      answers = { lengths: [], next: 0, expected: LEAST };
      this.#models.set(model, answers);
    }
    answers.lengths[answers.next] = tokens;
    answers.expected = Math.max(answers.expected, tokens * SPARE);
    answers.next = (answers.next + 1) % REMEMBERED;
    if (answers.next % NOTED_BETWEEN === 0) answers.expected = expected(answers.lengths);
  }

  /** What to set aside for an answer whose length nobody limits. */
  expect(model: string): number {
    return this.#models.get(model)?.expected ?? LEAST;
  }
}

function expected(lengths: readonly number[]): number {
  const sorted = [...lengths].sort((a, b) => a - b);
  const long = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * PART_SHORTER))] ?? 0;
  return Math.max(LEAST, long * SPARE);
}
