/** Words that are written otherwise than others. */
const SPELLED: Readonly<Record<string, string>> = {
  ip: "IP",
  ips: "IPs",
  url: "URL",
  uri: "URI",
  id: "ID",
  ttl: "TTL",
  pii: "PII",
  llm: "LLM",
  json: "JSON",
};

/** A field's or an option's name as a person reads it: `periodTimeUnit` → "Period time unit", `BLOCK_REQUEST` → "Block request". */
export function sayField(key: string): string {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .split(/[\s_-]+/)
    .map((word) => SPELLED[word.toLowerCase()] ?? word.toLowerCase());
  const text = words.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A description with the options' names said as the form says them. */
export function sayOptions(description: string, options: readonly string[]): string {
  return options
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, option) => text.replaceAll(new RegExp(`\\b${option}\\b`, "g"), sayField(option)), description);
}
