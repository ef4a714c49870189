import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { readonly version: string };

/** The gateway's own, as the console shows it. */
export const VERSION = manifest.version;
