/** A row of the list; on narrow screens a card of three lines. Draft rows and API rows share it, so that their columns agree. */
export const ROW =
  "relative max-wide:mb-2 max-wide:grid max-wide:grid-cols-[minmax(0,1fr)_auto] max-wide:items-center max-wide:gap-x-3 max-wide:gap-y-0.5 max-wide:rounded-md max-wide:border max-wide:border-line max-wide:p-3";

const NARROW = "max-wide:block max-wide:h-auto max-wide:border-0 max-wide:p-0 max-wide:first:pl-0 max-wide:last:pr-0";

export const CELLS = {
  name: `${NARROW} wide:w-[26%] whitespace-normal! wrap-anywhere`,
  state: `${NARROW} max-wide:col-start-2 max-wide:row-start-1 max-wide:justify-self-end`,
  path: `${NARROW} max-wide:col-start-1 max-wide:row-start-2 max-wide:text-muted`,
  providers: "max-wide:hidden",
  end: `${NARROW} text-right max-wide:col-span-2 max-wide:mt-2`,
  menu: `${NARROW} text-right max-wide:col-start-2 max-wide:row-start-2 wide:w-14`,
} as const;
