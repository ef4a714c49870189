import { z } from "zod";
import { isSealed } from "./sealed.ts";
import { referenceProblem } from "./secret-reference.ts";

/** Sealed, a character takes up to three bytes, four letters of base64url for three of them, and what stands around them. */
const SEALED_PER_CHARACTER = 4;
const AROUND_SEALED = 200;

/** A value that is stored encrypted: the secret itself, its mask, a reference, or what it became when it was stored. */
export const secretText = (what: string, longest: number) =>
  z
    .string(`${what} is required.`)
    .trim()
    .min(1, `${what} is required.`)
    .superRefine((value, ctx) => {
      const limit = isSealed(value) ? longest * SEALED_PER_CHARACTER + AROUND_SEALED : longest;
      const message = value.length > limit ? `${what} is too long.` : referenceProblem(value);
      if (message) ctx.addIssue({ code: "custom", message });
    });
