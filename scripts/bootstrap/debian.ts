import { existsSync, readFileSync } from "node:fs";

/** Debian itself: Ubuntu's packages of the same names are not the same. */
export function isDebian(): boolean {
  return existsSync("/etc/os-release") && /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
}
