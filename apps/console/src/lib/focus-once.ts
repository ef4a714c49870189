/** A `ref` for what has just come into sight: where one is, for the keyboard and for whoever listens. Nothing scrolls to it. */
export function focusOnce(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
