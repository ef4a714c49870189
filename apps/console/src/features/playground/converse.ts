import { askModel } from "./ask-model.ts";
import type { GatewayApi } from "./call-gateway.ts";
import { chatBody } from "./chat-body.ts";
import { changeAnswer, type Lane, newAnswer, newTurn, type Turn, turnsBefore, withAnswer } from "./conversation.ts";
import { lanesOf, type Playground } from "./playground-store.ts";

/** What a person does with a conversation. `baseUrl` is where the API's consumers call. */

export interface Place {
  readonly playground: Playground;
  readonly baseUrl: string;
}

/** Says what stands in the box to every lane. */
export function send(place: Place): void {
  const { playground } = place;
  const { turns, draft, picture } = playground.state;
  const turn = newTurn(playground.nextKey(), { text: draft, picture });
  playground.change({ turns: [...turns, turn], draft: "", picture: null });
  askEveryLane(place, turn.key);
}

/** Says something else in a turn's stead; what followed it is gone. */
export function editTurn(place: Place, key: string, text: string): void {
  const { playground } = place;
  const old = playground.state.turns.find((turn) => turn.key === key);
  if (!old) return;
  playground.stop();
  const turn = newTurn(playground.nextKey(), { text, picture: old.picture });
  playground.change({ turns: [...turnsBefore(playground.state.turns, key), turn] });
  askEveryLane(place, turn.key);
}

/** Asks one lane again for a turn; its answers there, and the turns that followed, are gone. */
export function retry(place: Place, turnKey: string, lane: Lane): void {
  const { playground } = place;
  const { turns } = playground.state;
  const turn = turns.find(({ key }) => key === turnKey);
  if (!turn) return;
  if (turn !== turns.at(-1)) playground.stop();
  for (const { key } of turn.answers[lane]) playground.running.get(key)?.abort();
  const again: Turn = { ...turn, answers: { ...turn.answers, [lane]: [] } };
  playground.change({ turns: [...turnsBefore(turns, turnKey), again] });
  ask(place, turnKey, lane);
}

/** Answers an answer's tool calls by hand, and asks on. */
export function answerTools(place: Place, key: string, results: Readonly<Record<string, string>>): void {
  const { playground } = place;
  const turn = playground.state.turns.at(-1);
  const lane = turn && lanesOf(playground.state).find((one) => turn.answers[one].at(-1)?.key === key);
  if (!turn || !lane) return;
  playground.change({ turns: changeAnswer(playground.state.turns, key, { results }) });
  ask(place, turn.key, lane);
}

export function clear({ playground }: Pick<Place, "playground">): void {
  playground.stop();
  playground.change({ turns: [] });
}

function askEveryLane(place: Place, turnKey: string): void {
  for (const lane of lanesOf(place.playground.state)) ask(place, turnKey, lane);
}

function ask({ playground, baseUrl }: Place, turnKey: string, lane: Lane): void {
  const { state } = playground;
  const body = chatBody(state, state.turns, lane);
  if (!body) return;
  const answer = newAnswer(playground.nextKey(), String(body["model"]));
  const controller = new AbortController();
  playground.running.set(answer.key, controller);
  playground.change({ turns: withAnswer(state.turns, { turnKey, lane }, answer) });
  const api: GatewayApi = { baseUrl, credential: state.credential?.secret ?? null };
  void askModel({ api, body, signal: controller.signal, now: () => performance.now() }, (change) => {
    const turns = changeAnswer(playground.state.turns, answer.key, change);
    if (change.state) playground.change({ turns });
    else playground.changeSoon({ turns });
  }).finally(() => playground.running.delete(answer.key));
}
