/** What changes its place is drawn anew there and loses the focus: it is given back once it stands. */
export function focusSoon(id: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
}
