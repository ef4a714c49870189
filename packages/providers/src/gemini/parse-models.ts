/** The most that Gemini lists on one page (https://ai.google.dev/api/models#method:-models.list). */
const MOST_LISTED = 1000;

/** The names in an answer to `GET /models`, without Google's `models/` before them, as far as they generate or embed. Null when it is no such list. */
export function parseGeminiModels(body: string): string[] | null {
  const models = listIn(body);
  if (models === null) return null;
  const names = models.flatMap((model) => {
    if (typeof model !== "object" || model === null) return [];
    const { name, supportedGenerationMethods: methods } = model as { name?: unknown; supportedGenerationMethods?: unknown };
    const serves = !Array.isArray(methods) || methods.includes("generateContent") || methods.includes("embedContent");
    return typeof name === "string" && serves ? [name.replace(/^models\//, "")] : [];
  });
  return [...new Set(names)].slice(0, MOST_LISTED);
}

function listIn(body: string): unknown[] | null {
  try {
    const { models } = JSON.parse(body) as { models?: unknown };
    return Array.isArray(models) ? models : null;
  } catch {
    return null;
  }
}
