/** The largest body that the management API takes. */
const MOST_CHARACTERS = 2 * 1024 * 1024;

export type Source = { readonly body: Record<string, unknown> } | { readonly problem: string };

/** What was pasted or dropped, as JSON; or what is wrong with it, in words for the person who brought it. */
export function readSource(text: string): Source {
  if (text.trim() === "") return { problem: "Paste a definition, or choose a file." };
  if (text.length > MOST_CHARACTERS) return { problem: "This is larger than 2 MB, which no definition is." };
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return { body: { ...body } };
    return { problem: "This is JSON, and no definition: a definition is an object, {…}." };
  } catch {
    if (/^(apiVersion|kind|---)/m.test(text)) return { problem: "This looks like YAML. Convert it to JSON first: yq -o json file.yaml" };
    return { problem: "This is no JSON. Check that all of the file is here." };
  }
}
