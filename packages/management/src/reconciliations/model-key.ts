/**
 * What is the same model on an invoice and in the ledger. Dates and versions, regions and vendors are written by one and not by the other:
 * `us.anthropic.claude-sonnet-4-5-20250929-v1:0`, `claude-sonnet-4-5` and `Claude4.5Sonnet` are one.
 */
export function modelKey(model: string): string {
  const bare = model
    .toLowerCase()
    .replace(/^.*\//, "")
    .replace(/^(?:us|eu|apac|jp|au|global)\./, "")
    .replace(/^(?:anthropic|amazon|meta|mistral|cohere|ai21|deepseek|google|openai|qwen|writer|stability)\./, "")
    .replace(/-v\d+(?::\d+)?$/, "")
    .replace(/[@-]\d{8}$/, "")
    .replace(/-\d{4}-\d{2}-\d{2}$/, "")
    .replace(/-(?:latest|preview|exp|\d{3,4})$/, "");
  // Some write the family first and some the number: the words in order, whatever that is.
  return (bare.match(/[a-z]+|\d+(?:[.-]\d+(?!\d))*/g) ?? [])
    .map((word) => word.replaceAll("-", "."))
    .sort()
    .join(" ");
}
