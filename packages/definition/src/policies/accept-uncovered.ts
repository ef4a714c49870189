import { z } from "zod";
import { UNCOVERED_PATHS } from "./coverage.ts";

/** For policies that refuse calls by what they cannot see everywhere. */
export const acceptUncoveredField = z.array(z.enum(UNCOVERED_PATHS)).max(UNCOVERED_PATHS.length).default([]).meta({
  description:
    "Paths where calls are let through although this policy cannot check them; all others of that kind are refused. json: OpenAI's other paths; forms: recordings and pictures; uploads and downloads: files and what is stored; realtime: sockets",
});
