import { isIPv6 } from "node:net";
import { DIGIT } from "./digits.ts";
import type { PatternKind } from "./pattern-detector.ts";

const IP_WORDS =
  /\bips?\b|ipv4|address|adress|host|server|client|gateway|router|dns|ping|subnet|listen|direcci[óo]n|indirizzo|endere[çc]o/i;
const VERSION_WORDS = /(?:\bv|ver|version|release|build|firmware|update|chrome\/|section|chapter|kapitel|§|abschnitt)[\s.:]*$/i;

export const ipv4Addresses: PatternKind = {
  label: "ip_address",
  pattern: "\\d{1,3}(?:\\.\\d{1,3}){3}",
  longest: 15,
  notAfter: "[\\p{L}\\p{N}_]|\\d\\.|[\\p{L}]-",
  notBefore: "[\\p{L}\\p{N}_]|\\.\\d|-\\p{L}",
  lookahead: "[.-]?",
  needs: DIGIT,
  judge({ value, before }) {
    const octets = value.split(".");
    if (octets.some((octet) => Number(octet) > 255 || (octet.length > 1 && octet.startsWith("0")))) return null;
    // Masks, loopback and "any" are nobody's.
    if (/^(?:0|127|255)\./.test(value) || VERSION_WORDS.test(before)) return null;
    if (IP_WORDS.test(before)) return 0.97;
    // 1.2.3.4 may be a version, and so may 4.18.0.5: addresses have larger numbers.
    return octets.some((octet) => octet.length === 3) ? 0.9 : octets.filter((octet) => octet.length === 2).length >= 3 ? 0.7 : 0.4;
  },
};

export const ipv6Addresses: PatternKind = {
  label: "ip_address",
  pattern: "[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}",
  longest: 39,
  notAfter: "[\\p{L}\\p{N}_:.]",
  notBefore: "[\\p{L}\\p{N}_:]",
  needs: /:[0-9a-f]{0,4}:/i,
  judge({ value, before }) {
    if (!isIPv6(value)) return null;
    const groups = value.split(":").filter((group) => group !== "");
    // `::1` is nobody's, `a::b` is a program's, and 10:20:: a clock's.
    if (groups.length < 3) return IP_WORDS.test(before) && groups.some((group) => group.length > 2) ? 0.8 : null;
    return groups.some((group) => group.length >= 3) ? 0.95 : 0.5;
  },
};

export const macAddresses: PatternKind = {
  label: "mac_address",
  pattern: "[0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{2}(?:-[0-9a-f]{2}){5}|[0-9a-f]{4}\\.[0-9a-f]{4}\\.[0-9a-f]{4}",
  longest: 17,
  // Longer rows of pairs are fingerprints.
  notAfter: "[\\p{L}\\p{N}_:.-]",
  notBefore: "[\\p{L}\\p{N}_]|[:-][0-9a-f]|\\.[0-9a-f]",
  lookahead: "[:.-]?",
  needs: /[0-9a-f]{2}[:-][0-9a-f]{2}|[0-9a-f]{4}\./i,
  judge({ value }) {
    if (/^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$/i.test(value)) return null;
    if (value[4] === ".") return /[a-f]/i.test(value) ? 0.85 : 0.4;
    // Six numbers of two digits may be a date with its time.
    return /[a-f]/i.test(value) ? 0.95 : value[2] === ":" ? 0.7 : 0.4;
  },
};
