import { writeFileSync } from "node:fs";
import path from "node:path";
import { providersPage } from "./providers-page.ts";

const PAGE = path.join(import.meta.dirname, "../../docs/providers.md");

writeFileSync(PAGE, providersPage());
console.log("docs/providers.md is written.");
