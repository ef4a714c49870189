export interface DiffLine {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Past this many comparisons the table of the algorithm is larger than anybody would read. */
const MOST_CELLS = 4_000_000;

/** Two texts line by line: the fewest lines removed and added that turn one into the other. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const from = before.split("\n");
  const to = after.split("\n");
  let head = 0;
  while (head < from.length && head < to.length && from[head] === to[head]) head++;
  let tail = 0;
  while (tail < from.length - head && tail < to.length - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++;
  return [
    ...lines("same", from.slice(0, head)),
    ...diffMiddle(from.slice(head, from.length - tail), to.slice(head, to.length - tail)),
    ...lines("same", from.slice(from.length - tail)),
  ];
}

function diffMiddle(from: readonly string[], to: readonly string[]): readonly DiffLine[] {
  if (from.length * to.length > MOST_CELLS) return [...lines("removed", from), ...lines("added", to)];
  const width = to.length + 1;
  // longest[a * width + b]: the longest common run of lines from a and b on.
  const longest = new Uint32Array((from.length + 1) * width);
  const at = (a: number, b: number) => longest[a * width + b] ?? 0;
  for (let a = from.length - 1; a >= 0; a--)
    for (let b = to.length - 1; b >= 0; b--)
      longest[a * width + b] = from[a] === to[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
  const result: DiffLine[] = [];
  let a = 0;
  let b = 0;
  while (a < from.length && b < to.length) {
    if (from[a] === to[b]) {
      result.push({ kind: "same", text: from[a] ?? "" });
      a++;
      b++;
    } else if (at(a + 1, b) >= at(a, b + 1)) result.push({ kind: "removed", text: from[a++] ?? "" });
    else result.push({ kind: "added", text: to[b++] ?? "" });
  }
  return [...result, ...lines("removed", from.slice(a)), ...lines("added", to.slice(b))];
}

function lines(kind: DiffLine["kind"], texts: readonly string[]): readonly DiffLine[] {
  return texts.map((text) => ({ kind, text }));
}

/** The diff with long unchanged stretches left out; `skipped` says how many lines. */
export function foldDiff(
  diff: readonly DiffLine[],
  around: number,
): readonly (DiffLine | { readonly kind: "skipped"; readonly count: number })[] {
  const near = diff.map(() => false);
  for (const [index, line] of diff.entries()) {
    if (line.kind === "same") continue;
    for (let other = Math.max(0, index - around); other <= Math.min(diff.length - 1, index + around); other++) near[other] = true;
  }
  const result: (DiffLine | { kind: "skipped"; count: number })[] = [];
  for (const [index, line] of diff.entries()) {
    const last = result.at(-1);
    if (near[index]) result.push(line);
    else if (last?.kind === "skipped") last.count++;
    else result.push({ kind: "skipped", count: 1 });
  }
  return result;
}
