import { secrets } from "@sluice/policies/detectors/secrets";

/** What stands in the place of a secret. */
export const HIDDEN = "[hidden]";
/** Sluice's own keys, which no issuer's list knows. */
const OWN_KEY = /\bslc_[A-Za-z0-9_-]{8,}/g;

/** A text without the keys, tokens and passwords in it: those given, and what looks like one. */
export function maskText(text: string, known: readonly string[]): string {
  let clean = text;
  for (const secret of known) if (secret !== "") clean = clean.replaceAll(secret, HIDDEN);
  return hideFound(clean.replaceAll(OWN_KEY, HIDDEN));
}

function hideFound(text: string): string {
  const found = secrets.find(text).toSorted((a, b) => a.start - b.start);
  let [out, at] = ["", 0];
  for (const { start, end } of found) {
    if (end <= at) continue;
    if (start >= at) out += text.slice(at, start) + HIDDEN;
    at = end;
  }
  return out + text.slice(at);
}
