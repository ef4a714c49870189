/** One request of a property test: what its caller does, what its provider answers to each attempt, and what that counts. All by its number. */
export interface Episode {
  readonly run: number;
  readonly model: string;
  readonly path: "/chat/completions" | "/v1/messages";
  readonly stream: boolean;
  readonly prompt: string;
  /** Null: it stays to the end. */
  readonly leavesAfterMs: number | null;
  readonly answers: readonly [Answer, Answer];
  readonly usage: { readonly prompt: number; readonly cached: number; readonly completion: number; readonly reasoning: number };
  /** Its provider counts tokens at all. */
  readonly counts: boolean;
}

export interface Answer {
  readonly status: number;
  /** So many pieces of text. */
  readonly pieces: number;
  readonly paceMs: number;
  /** How it goes on after them: to its end, not at all, or broken off. */
  readonly end: "well" | "stall" | "cut";
}

export function episode(run: number): Episode {
  const random = randoms(run + 1);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const counts = random() < 0.9;
  const prompt = 1 + upTo(5_000);
  const completion = 1 + upTo(3_000);
  const messages = random() < 0.25;
  return {
    run,
    model: `run-${run}`,
    path: messages ? "/v1/messages" : "/chat/completions",
    stream: random() < 0.7,
    prompt: "How much water do the lower meadows need? ".repeat(1 + upTo(20)),
    leavesAfterMs: random() < 0.45 ? upTo(60) : null,
    answers: [answer(random), answer(random)],
    usage: { prompt, cached: upTo(prompt), completion, reasoning: messages ? 0 : upTo(completion) },
    counts,
  };
}

function answer(random: () => number): Answer {
  const status = random() < 0.8 ? 200 : ([400, 429, 500, 503][Math.floor(random() * 4)] ?? 500);
  const how = random();
  return {
    status,
    pieces: Math.floor(random() * 12),
    paceMs: random() < 0.5 ? 0 : Math.floor(random() * 8),
    end: status !== 200 || how < 0.8 ? "well" : how < 0.84 ? "stall" : "cut",
  };
}

/** The answer's bytes, each piece with how long it takes to come. */
export function told(
  run: Episode,
  { how, stream }: { readonly how: Answer; readonly stream: boolean },
): readonly { readonly piece: string; readonly afterMs: number }[] {
  const pieces = how.status === 200 ? (stream ? streamed(run, how) : [whole(run)]) : [JSON.stringify({ error: { message: "Not now." } })];
  // What does not end well ends before its count.
  const said = how.end === "well" ? pieces : stream ? pieces.slice(0, how.pieces) : [];
  return said.map((piece) => ({ piece, afterMs: how.paceMs }));
}

const TEXT = "Not much, this early in the year. ";

function whole(run: Episode): string {
  const usage = run.counts ? { usage: usageOf(run) } : {};
  if (run.path === "/v1/messages")
    return JSON.stringify({ type: "message", model: "claude", content: [{ type: "text", text: TEXT }], ...usage });
  return JSON.stringify({
    model: "gpt-1",
    choices: [{ index: 0, message: { role: "assistant", content: TEXT }, finish_reason: "stop" }],
    ...usage,
  });
}

function usageOf({ path, usage: { prompt, cached, completion, reasoning } }: Episode): object {
  if (path === "/v1/messages") return { input_tokens: prompt - cached, cache_read_input_tokens: cached, output_tokens: completion };
  const details = { prompt_tokens_details: { cached_tokens: cached }, completion_tokens_details: { reasoning_tokens: reasoning } };
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion, ...details };
}

function streamed(run: Episode, { pieces }: Answer): readonly string[] {
  const texts = Array.from({ length: pieces });
  if (run.path === "/v1/messages") {
    const start = {
      type: "message_start",
      message: { model: "claude", ...(run.counts && { usage: { ...usageOf(run), output_tokens: 1 } }) },
    };
    const delta = { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: TEXT } };
    const stop = {
      type: "message_delta",
      delta: { stop_reason: "end_turn" },
      ...(run.counts && { usage: { output_tokens: run.usage.completion } }),
    };
    return [start, ...texts.map(() => delta), stop, { type: "message_stop" }].map(
      (event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
    );
  }
  const chunk = (delta: object, finish: string | null) => ({ model: "gpt-1", choices: [{ index: 0, delta, finish_reason: finish }] });
  const usage = run.counts ? [{ model: "gpt-1", choices: [], usage: usageOf(run) }] : [];
  const events = [...texts.map(() => chunk({ content: TEXT }, null)), chunk({}, "stop"), ...usage].map((event) => JSON.stringify(event));
  return [...events, "[DONE]"].map((data) => `data: ${data}\n\n`);
}

/** A small generator of its own: a failing run can be repeated. */
function randoms(seed: number): () => number {
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
