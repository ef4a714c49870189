import { z } from "zod";

/** Gravitee's pattern: a slash, then letters, digits, `/`, `.`, `-`, `_`. */
const ALLOWED = /^\/[/.a-zA-Z0-9_-]*$/;
/** Gravitee refuses paths of three characters and fewer, so that `/v1` and the like stay free. */
const SHORTEST = 4;
export const LONGEST_CONTEXT_PATH = 256;

/** What is wrong with a context path, in words for the person who typed it; null when nothing is. */
export function contextPathProblem(path: string): string | null {
  if (path.trim() === "" || path === "/") return "Context path is required.";
  if (!path.startsWith("/")) return "Context path must start with a slash.";
  if (!ALLOWED.test(path)) return "Context path is not valid. Use letters, digits, dots, dashes, underscores and slashes.";
  if (path.includes("//")) return "Context path is not valid. It has two slashes in a row.";
  if (path.split("/").some((segment) => segment === "." || segment === "..")) return "Context path is not valid. It has a dot segment.";
  if (path.endsWith("/")) return "Context path must not end with a slash.";
  if (path.length < SHORTEST) return "Context path has to be more than 3 characters long.";
  if (path.length > LONGEST_CONTEXT_PATH) return `Context path has to be at most ${LONGEST_CONTEXT_PATH} characters long.`;
  return null;
}

/** What a person types (`llmtest`, ` /llmtest/ `) as a context path (`/llmtest`). Never fails; the result may still be refused. */
export function normaliseContextPath(typed: string): string {
  const trimmed = typed.trim().replace(/\/+$/, "");
  return trimmed === "" || trimmed.startsWith("/") ? trimmed || "/" : `/${trimmed}`;
}

/** True when requests under one path could be meant for the other: equal, or one inside the other. */
export function contextPathsOverlap(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

export const contextPathSchema = z
  .string("Context path is required.")
  .superRefine((path, ctx) => {
    const message = contextPathProblem(path);
    if (message) ctx.addIssue({ code: "custom", message });
  })
  .meta({ description: "Where the API answers, for example /llmtest" });
