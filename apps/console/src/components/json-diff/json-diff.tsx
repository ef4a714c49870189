import { classNames } from "../../lib/class-names.ts";
import { plural } from "../../lib/format.ts";
import { diffLines, foldDiff } from "./diff-lines.ts";

export interface JsonDiffProps {
  readonly label: string;
  readonly before: unknown;
  readonly after: unknown;
}

const AROUND = 3;
const LOOKS = { same: "", removed: "bg-danger-wash text-danger", added: "bg-ok-wash text-ok" } as const;
const SIGNS = { same: " ", removed: "−", added: "+" } as const;
const WORDS = { same: "", removed: "removed: ", added: "added: " } as const;

/** Two values as JSON, line by line. A sign and a word beside the colour. */
export function JsonDiff({ label, before, after }: JsonDiffProps) {
  const folded = foldDiff(diffLines(JSON.stringify(before, null, 2) ?? "", JSON.stringify(after, null, 2) ?? ""), AROUND);
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by arrow keys
      tabIndex={0}
      aria-label={label}
      className="max-h-[50dvh] overflow-auto rounded-md border border-line bg-sunken py-2 focus-visible:-outline-offset-2"
    >
      <div className="w-max min-w-full font-mono text-code">
        {folded.map((line, index) =>
          line.kind === "skipped" ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, drawn anew with it
            <p key={index} className="px-4 font-sans text-xs text-muted">
              {plural(line.count, "unchanged line")}
            </p>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, drawn anew with it
            <p key={index} className={classNames("px-4 whitespace-pre", LOOKS[line.kind])}>
              <span aria-hidden>{SIGNS[line.kind]} </span>
              <span className="sr-only">{WORDS[line.kind]}</span>
              {line.text}
            </p>
          ),
        )}
      </div>
    </section>
  );
}
