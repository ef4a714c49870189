/** As it is where a shell takes it so, in quotes elsewhere. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : singleQuoted(text);
}

/** Paths, model names and prompts come from people: a quote in one must not end the shell's. */
export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
