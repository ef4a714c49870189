/** A provider's message goes to the caller: enough to say what was wrong, not enough to carry a page. */
const LONGEST_MESSAGE = 1_000;

/** Keys as providers make them; a message sometimes quotes the one it was given. */
const KEYS =
  /\b(?:sk-[A-Za-z0-9_-]{6,}|AIza[A-Za-z0-9_-]{6,}|(?:AKIA|ASIA)[A-Z0-9]{8,}|ya29\.[A-Za-z0-9._-]+|Bearer\s+[A-Za-z0-9._~+/=-]{8,})/g;
const URLS = /\bhttps?:\/\/([^\s/"'<>)\]]+)[^\s"'<>)\]]*/gi;
/** Where providers keep their documentation: a link there helps, any other address may be inside someone's network. */
const PUBLIC_HOSTS = /(?:^|\.)(?:anthropic\.com|claude\.com|google\.com|google\.dev|amazon\.com|openai\.com|microsoft\.com|aka\.ms)$/i;

/** What a provider said, on one line and without keys or internal addresses; null when it said nothing. */
export function cleanProviderMessage(message: unknown): string | null {
  if (typeof message !== "string") return null;
  const line = message
    .slice(0, LONGEST_MESSAGE * 4)
    .replace(/\s+/g, " ")
    .trim()
    .replace(KEYS, "[key]")
    .replace(URLS, (url, host: string) => (PUBLIC_HOSTS.test(host) ? url : "[address]"));
  if (line === "" || line.startsWith("<")) return null;
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}
