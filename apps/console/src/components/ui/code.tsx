import { classNames } from "../../lib/class-names.ts";
import { type CodeLanguage, colourCode } from "./colour-code.ts";
import { CopyButton } from "./copy-button.tsx";

export interface CodeProps {
  readonly code: string;
  readonly language?: CodeLanguage;
  /** Names the block and its Copy button: "the curl call". */
  readonly what: string;
  /** Copy stands elsewhere, or there is nothing worth copying. */
  readonly copy?: boolean;
  /** Without an edge, inside a card. */
  readonly flush?: boolean;
  readonly className?: string;
}

const KINDS = { plain: "", string: "text-code-string", comment: "text-muted" } as const;

export function Code({ code, language = "text", what, copy = true, flush = false, className }: CodeProps) {
  return (
    <div className={classNames("relative min-w-0 bg-sunken", flush ? "rounded-b-md" : "rounded-md border border-line", className)}>
      {/* It scrolls, so the keyboard must reach it. */}
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by arrow keys
        tabIndex={0}
        aria-label={what}
        className={classNames("overflow-auto px-4 py-3 focus-visible:-outline-offset-2", copy && "pr-24")}
      >
        <pre className="[tab-size:2]">
          <code>
            {colourCode(code, language).map((piece, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, drawn anew with it
              <span key={at} className={KINDS[piece.kind]}>
                {piece.text}
              </span>
            ))}
          </code>
        </pre>
      </section>
      {copy ? (
        <div className="absolute top-2 right-2 rounded-md bg-sunken">
          <CopyButton text={code} what={what} />
        </div>
      ) : null}
    </div>
  );
}
