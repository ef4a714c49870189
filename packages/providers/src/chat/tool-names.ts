import { createHash } from "node:crypto";
import type { ToolDefinition } from "./chat-request.ts";

export interface NameRules {
  /** Matches a name that the provider takes as it is. */
  readonly valid: RegExp;
  readonly longest: number;
  /** Characters that may stand after the first. */
  readonly forbidden: RegExp;
  /** Put before a name whose first character is not taken. */
  readonly prefix: string;
}

export interface ToolNames {
  toProvider(name: string): string;
  /** A name that the provider was never given comes back as it is. */
  toClient(name: string): string;
}

const HASH_CHARACTERS = 8;

/** Tools under names that the provider takes, and back: MCP servers and other clients use dots and slashes. */
export function mapToolNames(tools: readonly Pick<ToolDefinition, "name">[], rules: NameRules): ToolNames {
  const back = new Map<string, string>();
  for (const { name } of tools) if (!rules.valid.test(name)) back.set(providerName(name, rules), name);
  return {
    toProvider: (name) => (rules.valid.test(name) ? name : providerName(name, rules)),
    toClient: (name) => back.get(name) ?? name,
  };
}

/** The hash keeps `a.b` and `a/b` apart. The same name always gives the same result, so that prompt caches hold. */
function providerName(name: string, rules: NameRules): string {
  const hash = createHash("sha256").update(name).digest("hex").slice(0, HASH_CHARACTERS);
  const plain = rules.prefix + name.replace(rules.forbidden, "_");
  return `${plain.slice(0, rules.longest - HASH_CHARACTERS - 1)}_${hash}`;
}
