import { writeFileSync } from "node:fs";
import path from "node:path";
import { policiesPage } from "./policies-page.ts";

const PAGE = path.join(import.meta.dirname, "../../docs/policies.md");

writeFileSync(PAGE, policiesPage());
console.log("docs/policies.md is written.");
