import { classNames } from "../../lib/class-names.ts";

/** How a box looks that a person writes into or chooses in. */
export function inputClass({
  mono = false,
  className,
}: {
  readonly mono?: boolean | undefined;
  readonly className?: string | undefined;
}): string {
  return classNames(
    "w-full min-w-0 rounded-md border border-control bg-raised px-2.5 text-ink",
    "focus-visible:border-focus focus-visible:outline-offset-[-1px] has-[input:focus-visible]:border-focus has-[input:focus-visible]:outline-2 has-[input:focus-visible]:-outline-offset-1 has-[input:focus-visible]:outline-focus",
    "aria-invalid:border-danger has-aria-invalid:border-danger disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-muted",
    mono && "font-mono text-code",
    className,
  );
}
