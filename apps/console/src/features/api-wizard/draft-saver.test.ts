import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DEBOUNCE_MS, type DraftContent, DraftSaver, RETRY_MS, type SaveOutcome, type SaveState } from "./draft-saver.ts";

const content = (name: string): DraftContent => ({ step: "details", definition: { name } });

function harness(answers: SaveOutcome[] = []) {
  const saved: { name: unknown; version: number | null }[] = [];
  const states: SaveState[] = [];
  let version = 1;
  const saver = new DraftSaver({
    version: 1,
    savedAtMs: 0,
    nowMs: () => Date.now(),
    onState: (state) => states.push(state),
    save: async (draft, over) => {
      saved.push({ name: draft.definition["name"], version: over });
      version += 1;
      return answers.shift() ?? { kind: "saved", version };
    },
  });
  return { saver, saved, states, last: () => states.at(-1)?.kind };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("DraftSaver", () => {
  test("saves the last of several changes, once, after a pause", async () => {
    const { saver, saved, last } = harness();
    saver.change(content("T"));
    saver.change(content("Te"));
    saver.change(content("Test"));
    expect(saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(DEBOUNCE_MS);
    expect(saved).toEqual([{ name: "Test", version: 1 }]);
    expect(last()).toBe("saved");
  });

  test("flush saves at once, and says when everything is kept", async () => {
    const { saver, saved } = harness();
    saver.change(content("Test"));
    expect(await saver.flush()).toBe(true);
    expect(saved).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10 * DEBOUNCE_MS);
    expect(saved).toHaveLength(1);
  });

  test("writes over the version that the save before left", async () => {
    const { saver, saved } = harness();
    saver.change(content("a"));
    await saver.flush();
    saver.change(content("b"));
    await saver.flush();
    expect(saved.map((save) => save.version)).toEqual([1, 2]);
  });

  test("never has two saves under way: what is typed meanwhile follows", async () => {
    const { saver, saved } = harness();
    saver.change(content("a"));
    const first = saver.flush();
    saver.change(content("b"));
    const second = saver.flush();
    expect(saved.map((save) => save.name)).toEqual(["a"]);
    expect(await first).toBe(true);
    expect(await second).toBe(true);
    expect(saved.map((save) => save.name)).toEqual(["a", "b"]);
  });

  test("tries a failed save again, with the newest words", async () => {
    const { saver, saved, last } = harness([{ kind: "failed", message: "The console cannot be reached." }]);
    saver.change(content("a"));
    expect(await saver.flush()).toBe(false);
    expect(last()).toBe("failed");
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(saved.map((save) => save.name)).toEqual(["a", "a"]);
    expect(last()).toBe("saved");
  });

  test("writes nothing after a conflict until somebody decides; then over whatever is there", async () => {
    const { saver, saved, last } = harness([{ kind: "conflict" }]);
    saver.change(content("mine"));
    expect(await saver.flush()).toBe(false);
    saver.change(content("mine too"));
    await vi.advanceTimersByTimeAsync(10 * RETRY_MS);
    expect(saved).toHaveLength(1);
    expect(last()).toBe("conflict");
    expect(await saver.keepMine()).toBe(true);
    expect(saved[1]).toEqual({ name: "mine too", version: null });
    expect(last()).toBe("saved");
  });
});
