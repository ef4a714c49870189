/** Anthropic: "each stop sequence must contain non-whitespace". Those that do not are applied to the answer here instead. */
export function splitStops(stop: readonly string[]): { readonly sent: readonly string[]; readonly applied: readonly string[] } {
  const isBlank = (sequence: string): boolean => sequence.trim() === "";
  return { sent: stop.filter((sequence) => !isBlank(sequence)), applied: stop.filter(isBlank) };
}
