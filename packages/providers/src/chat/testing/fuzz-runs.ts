/** `SLUICE_FUZZ=100000` makes a long run of it: so many mutations a provider. */
const ASKED = Number(process.env["SLUICE_FUZZ"] ?? 0);
/** Among which they are divided, about. */
const TESTS_A_PROVIDER = 10;

/** How often a test mutates: enough to find most of what is wrong, in a second. */
export function fuzzRuns(usual: number): number {
  return ASKED > 0 ? Math.ceil(ASKED / TESTS_A_PROVIDER) : usual;
}

/** A long run takes as long as it takes; the usual ones take a second, or some on a busy machine. */
export const FUZZ_LIMIT_MS = ASKED > 0 ? 3_600_000 : 30_000;
