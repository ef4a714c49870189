/** Stripes say "estimated" without a second colour. */
export function hatched(colour: string): string {
  return `repeating-linear-gradient(135deg, ${colour} 0 2px, var(--surface-raised) 2px 4px)`;
}
