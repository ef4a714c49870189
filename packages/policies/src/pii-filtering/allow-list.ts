/** Tests of values that are never touched, whatever their case; `*` stands for any text. */
export function compileAllowList(entries: readonly string[]): (value: string) => boolean {
  const exact = new Set(entries.filter((entry) => !entry.includes("*")).map((entry) => entry.toLowerCase()));
  const globs = entries.filter((entry) => entry.includes("*")).map((entry) => entry.toLowerCase().split("*"));
  return (value) => {
    const small = value.toLowerCase();
    return exact.has(small) || globs.some((parts) => fits(small, parts));
  };
}

/** Each part is taken where it comes first, which is right as long as the last one stands at the end. */
function fits(value: string, parts: readonly string[]): boolean {
  const [first = "", ...rest] = parts;
  const last = rest.pop() ?? "";
  if (!value.startsWith(first) || !value.endsWith(last) || value.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    const found = value.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= value.length - last.length;
}
