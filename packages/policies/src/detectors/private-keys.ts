import type { Detector, Finding } from "./detector.ts";

const LABEL = "private_key";
const HEAD = /-----BEGIN (?:[A-Z]+ ){0,2}PRIVATE KEY(?: BLOCK)?-----/g;
const FOOT = "-----END ";
/** The longest RSA keys in use have some 13,000 characters; behind so many, what follows is another matter. */
const LONGEST = 16_384;
/** What stands in a key between its head and its foot, escaped line breaks of JSON among it. */
const OUTSIDE = /[^A-Za-z0-9+/=\s\\,:.-]/g;

/** Private keys in PEM's frame. The head alone tells: nobody writes it about a key that is not there. */
export const privateKeys: Detector = {
  labels: [LABEL],
  find: (text) => {
    const findings: Finding[] = [];
    for (const { start, end, bodyLength } of frames(text)) {
      // Texts that explain the format show the head, and three dots or nothing behind it.
      if (bodyLength >= SHORTEST_BODY) findings.push({ label: LABEL, start, end, score: 0.97 });
    }
    return findings;
  },
  openFrom(text) {
    for (const { start, end } of frames(text)) if (end === text.length && end - start < LONGEST) return start;
    return text.length;
  },
};

/** Of the letters between head and foot; a key on the smallest curve has 64. */
const SHORTEST_BODY = 40;

function* frames(text: string): Generator<{ readonly start: number; readonly end: number; readonly bodyLength: number }> {
  let past = 0;
  for (const { 0: head, index: start } of text.matchAll(HEAD)) {
    if (start < past) continue;
    const from = start + head.length;
    const foot = text.indexOf(FOOT, from);
    OUTSIDE.lastIndex = from;
    const outside = OUTSIDE.exec(text)?.index ?? text.length;
    const bodyEnd = Math.min(foot < 0 ? text.length : foot, outside, start + LONGEST);
    const footEnd = foot >= 0 && foot === bodyEnd ? text.indexOf("-----", foot + FOOT.length) : -1;
    const end = foot === bodyEnd && foot >= 0 ? (footEnd < 0 ? text.length : footEnd + "-----".length) : bodyEnd;
    past = end;
    yield { start, end, bodyLength: text.slice(from, bodyEnd).replace(/[^A-Za-z0-9+/=]/g, "").length };
  }
}
