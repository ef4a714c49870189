/** How often a long step says that it is still at it: CI systems end jobs that are silent. */
const STILL_AT_IT_MS = 15_000;
/** Of what the step's command said last: a line of a terminal. */
const SAID_CHARACTERS = 120;
const startedAt = performance.now();

/**
 * Runs a step under a title and prints how long it took. What `work` returns as text is printed beside the title. What it hands to `say`
 * stands beside a step that takes long: why an installer waits is known to it alone.
 */
export async function step<T>(title: string, work: (say: (line: string) => void) => Promise<T>, note?: (result: T) => string): Promise<T> {
  const began = performance.now();
  let said = "";
  const ticker = setInterval(
    () => console.log(`    … ${title.toLowerCase()}, ${seconds(began)}${said === "" ? "" : `: ${said.slice(0, SAID_CHARACTERS)}`}`),
    STILL_AT_IT_MS,
  );
  try {
    const result = await work((line) => {
      said = line;
    });
    const beside = note?.(result);
    console.log(`  ✓ ${title}${beside ? ` (${beside})` : ""}  ${seconds(began)}`);
    return result;
  } catch (error) {
    console.log(`  ✗ ${title}  ${seconds(began)}`);
    throw error;
  } finally {
    clearInterval(ticker);
  }
}

/** Says that something slow begins, so that nobody takes it for a hang. */
export function announce(line: string): void {
  console.log(`  ${line}`);
}

/** Seconds since `began` (milliseconds of performance.now()), or since the process started. */
export function seconds(began = startedAt): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
