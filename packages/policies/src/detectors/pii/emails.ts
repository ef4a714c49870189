import type { PatternKind } from "./pattern-detector.ts";

/** Addresses of mail, those with letters beyond ASCII among them. */
export const emails: PatternKind = {
  label: "email",
  pattern: "[\\p{L}\\p{N}._%+'-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,5}",
  longest: 64 + 1 + 6 * 64,
  notAfter: "[\\p{L}\\p{N}._%+'-]",
  notBefore: "[\\p{L}\\p{N}_@-]",
  needs: /@/,
  judge({ value, before }) {
    const at = value.indexOf("@");
    const domain = value.slice(at + 1);
    const [top = ""] = domain.split(".").slice(-1);
    if (!/^(?:\p{L}{2,24}|xn--[a-z0-9-]{2,59})$/iu.test(top) || domain.split(".").some((label) => /^-|-$/.test(label))) return null;
    // `git@github.com:acme/site` is where a program lives, and `photo@2x.png` is a file.
    if (/^git$/i.test(value.slice(0, at))) return null;
    if (/^\d+x\./i.test(domain) || FILES.test(top)) return null;
    const from = localStart(value.slice(0, at), before);
    return from < at ? { score: 0.97, from } : null;
  },
};

const FILES = /^(?:png|jpe?g|gif|svg|webp|css|js|ts|json)$/i;

/** Texts of JSON and of programs write line breaks as `\n`: the letter is no part of an address. Nor are quotes and dots before it. */
function localStart(local: string, before: string): number {
  const escaped = before.endsWith("\\") && /^[nrtbf]/.test(local) ? 1 : 0;
  const signs = /^['.%+-]*/.exec(local.slice(escaped))?.[0].length ?? 0;
  return escaped + signs;
}
