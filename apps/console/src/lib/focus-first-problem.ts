/** Once the messages of a refusal are drawn, the first field that has one gets the focus. Two frames: the first draws them, and what unfolds because of them. */
export function focusFirstProblem(page: HTMLElement | null): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const wrong = page?.querySelector<HTMLElement>("[aria-invalid=true]");
      wrong?.focus();
      wrong?.scrollIntoView({ block: "center" });
    }),
  );
}
