import { memo } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { Code } from "../../components/ui/code.tsx";
import { LINK } from "../../components/ui/link-class.ts";

/**
 * What a model writes is a stranger's text: HTML in it stays text, links open elsewhere and tell nobody where they were followed from, and
 * pictures are links, so that nothing is loaded (an address could carry away what was said) unless a person follows it.
 */
const COMPONENTS: Components = {
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow" className={LINK}>
        {children}
      </a>
    ) : (
      children
    ),
  img: ({ src, alt }) =>
    typeof src === "string" && src !== "" ? (
      <a href={src} target="_blank" rel="noopener noreferrer nofollow" className={LINK}>
        Picture: {alt || src}
      </a>
    ) : null,
  // Under the answer's own heading, whatever rank the model gave them.
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h3>{children}</h3>,
  h4: ({ children }) => <h4 className="font-semibold">{children}</h4>,
  h5: ({ children }) => <h4 className="font-semibold">{children}</h4>,
  h6: ({ children }) => <h4 className="font-semibold">{children}</h4>,
  pre: ({ children }) => children,
  code: ({ className, children }) => {
    const text = String(children);
    const isBlock = className !== undefined || text.includes("\n");
    if (!isBlock) return <code className="rounded-sm bg-sunken px-1 wrap-anywhere">{children}</code>;
    return <Code code={text.replace(/\n$/, "")} language={languageOf(className)} what="the code" />;
  },
  table: ({ children }) => (
    // It scrolls, so the keyboard must reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by arrow keys
    <section tabIndex={0} aria-label="Table" className="overflow-x-auto">
      <table className="border-collapse [&_td]:border [&_td]:border-line [&_td]:px-2 [&_td]:py-1 [&_th]:border [&_th]:border-line [&_th]:px-2 [&_th]:py-1 [&_th]:text-left">
        {children}
      </table>
    </section>
  ),
};

const PLUGINS = [remarkGfm];

export const Markdown = memo(function Markdown({ text }: { readonly text: string }) {
  return (
    <div className="grid min-w-0 gap-3 wrap-anywhere [&_blockquote]:border-l-2 [&_blockquote]:border-strong [&_blockquote]:pl-3 [&_blockquote]:text-muted [&_hr]:border-line [&_li]:mt-1 [&_ol]:list-decimal [&_ol]:pl-6 [&_ul]:list-disc [&_ul]:pl-6">
      <ReactMarkdown remarkPlugins={PLUGINS} components={COMPONENTS}>
        {text}
      </ReactMarkdown>
    </div>
  );
});

function languageOf(className: string | undefined): "json" | "python" | "shell" | "typescript" | "text" {
  const name = /language-(\w+)/.exec(className ?? "")?.[1] ?? "";
  if (name === "json" || name === "python") return name;
  if (["sh", "shell", "bash", "console"].includes(name)) return "shell";
  return ["js", "jsx", "ts", "tsx", "javascript", "typescript"].includes(name) ? "typescript" : "text";
}
