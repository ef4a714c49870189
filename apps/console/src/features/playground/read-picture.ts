import type { Picture } from "./conversation.ts";

/** What every provider with eyes takes. */
export const PICTURE_TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const;
export const MOST_PICTURE_MB = 5;
/** Anthropic's bound for one picture, the narrowest; a call of two or three still fits the gateway's 16 MB. */
const MOST_BYTES = MOST_PICTURE_MB * 1024 * 1024;

export const PICTURE_BOUNDS = `PNG, JPEG, WebP or GIF, at most ${MOST_PICTURE_MB} MB`;

/** A file as a data URL, or why not. Nothing is uploaded: it goes with the next call. */
export async function readPicture(file: File): Promise<Picture | { readonly refused: string }> {
  if (!(PICTURE_TYPES as readonly string[]).includes(file.type)) return { refused: `${file.name} is none of these: ${PICTURE_BOUNDS}.` };
  if (file.size > MOST_BYTES)
    return { refused: `${file.name} has ${(file.size / 1024 / 1024).toFixed(1)} MB. A picture has at most ${MOST_PICTURE_MB} MB.` };
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, url: String(reader.result) });
    reader.onerror = () => resolve({ refused: `${file.name} cannot be read.` });
    reader.readAsDataURL(file);
  });
}
