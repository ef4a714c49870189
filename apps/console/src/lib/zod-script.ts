/**
 * Zod tries, as soon as a schema is made, whether it may make functions from text. It may not (`content-security-policy.ts`), and each try is
 * reported as a violation. `z.config({ jitless: true })` would come too late for schemas of chunks that arrive first; what it sets is this.
 */
export const ZOD_SCRIPT = "globalThis.__zod_globalConfig={jitless:true};";
