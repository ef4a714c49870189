import { isObject } from "../json.ts";
import type { Fields } from "./findings.ts";

const LIMITS: Readonly<Record<string, string>> = { "rate-limit": "rate", quota: "quota", "token-ratelimit": "rate" };
const WHOLE_NUMBERS = ["limit", "periodTime"];
const ADDRESSES = ["whitelistIps", "blacklistIps"];

/** Gravitee's readers take a number in quotes for a number, and its own documentation writes them so; and null for nothing in a list. */
export function mapConfiguration(policy: unknown, configuration: unknown): void {
  if (!isObject(configuration)) return;
  const limit = configuration[LIMITS[String(policy)] ?? ""];
  if (isObject(limit)) for (const field of WHOLE_NUMBERS) asNumber(limit, field);
  if (policy === "ip-filtering") for (const field of ADDRESSES) withoutNull(configuration, field);
}

function asNumber(holder: Fields, field: string): void {
  const value = holder[field];
  if (typeof value === "string" && /^\d{1,15}$/.test(value)) holder[field] = Number(value);
}

function withoutNull(holder: Fields, field: string): void {
  const value = holder[field];
  if (value === null) delete holder[field];
  if (Array.isArray(value)) holder[field] = value.filter((item) => item !== null);
}
