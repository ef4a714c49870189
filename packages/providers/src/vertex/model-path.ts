import type { Publisher } from "./publisher.ts";

/**
 * `/publishers/google/models/gemini-…:generateContent`: after the project and the location. The name stays in its one segment,
 * whatever it holds; its version (`claude-…@20250929`) is written as Google's own clients do. Names may come as Google lists them.
 * Null for the names that would leave the segment however they are written.
 */
export function modelPath(publisher: Publisher, model: string, operation: string): string | null {
  const name = model.replace(/^(?:publishers\/[a-z-]+\/)?models\//, "");
  if (/^\.{0,2}$/.test(name)) return null;
  return `/publishers/${publisher}/models/${encodeURIComponent(name.toWellFormed()).replaceAll("%40", "@")}:${operation}`;
}
