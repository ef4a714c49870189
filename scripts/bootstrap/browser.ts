import { existsSync } from "node:fs";
import path from "node:path";
import { installByApt, isRoot, mayInstallByApt } from "./debian.ts";
import { childEnvironment } from "./environment.ts";
import { findCommand } from "./find-command.ts";
import { step } from "./progress.ts";
import { ROOT } from "./root.ts";
import { runQuietly } from "./run-quietly.ts";
import { StopSign } from "./stop-sign.ts";

/** The one without a window first: it does the same in two thirds of the time. */
const COMMANDS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const MAC_APPS = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];

/**
 * The path of a Chromium: the one that CHROMIUM_PATH names, an installed one, Debian's package (as root), or null when Playwright
 * has its own, which it downloads here if need be.
 */
export async function prepareBrowser(): Promise<string | null> {
  const named = process.env["CHROMIUM_PATH"]?.trim();
  if (named && !existsSync(named)) throw new StopSign(`CHROMIUM_PATH is ${named}, and there is no such file.`);
  const found = named || findInstalled();
  if (found) return found;
  // Ubuntu's package of that name is an empty shell around a snap.
  if (mayInstallByApt()) return step("Installed Chromium", installChromium);
  await step("Fetched Playwright's Chromium", () => playwrightInstall());
  return null;
}

function findInstalled(): string | null {
  return findCommand(COMMANDS) ?? MAC_APPS.find((file) => existsSync(file)) ?? null;
}

async function installChromium(): Promise<string> {
  const sentence = "Debian's Chromium could not be installed. Install a Chromium yourself and set CHROMIUM_PATH.";
  await installByApt("chromium-headless-shell", sentence);
  const found = findInstalled();
  if (!found) throw new StopSign(sentence);
  return found;
}

/** A bare machine has none of the libraries that a browser needs. Playwright knows their names for apt, and root alone may install them. */
function withLibraries(): readonly string[] {
  return isRoot() && findCommand(["apt-get"]) !== null ? ["--with-deps"] : [];
}

async function playwrightInstall(): Promise<void> {
  const cli = path.join(ROOT, "node_modules/@playwright/test/cli.js");
  await runQuietly(
    {
      command: process.execPath,
      args: [cli, "install", ...withLibraries(), "--only-shell", "chromium"],
      cwd: ROOT,
      env: childEnvironment(),
    },
    "No Chromium was found, and Playwright could not fetch its own. Install a Chromium and set CHROMIUM_PATH to it.",
  );
}
