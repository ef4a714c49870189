/** What stands at the edge of one window stands inside the next. */
const OVERLAP_SHARE = 8;
/** Some 100,000 tokens. A text beyond would keep the model busy for minutes. */
const MOST_WINDOWS = 256;

/** A long text's tokens in windows of the model's length, each of which begins before the last one ends. Throws for what is too long to be looked at. */
export function windowsOf(ids: readonly number[], size: number): readonly (readonly number[])[] {
  const stride = Math.max(1, size - Math.floor(size / OVERLAP_SHARE));
  const count = ids.length <= size ? 1 : Math.ceil((ids.length - size) / stride) + 1;
  if (count > MOST_WINDOWS) throw new Error(`the text has ${ids.length} tokens, more than the model can look at in reasonable time`);
  return Array.from({ length: count }, (_, at) => ids.slice(at * stride, at * stride + size));
}
