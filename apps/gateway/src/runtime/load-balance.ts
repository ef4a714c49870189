import type { EndpointGroup } from "@sluice/definition/endpoint";
import type { Target } from "./compiled-api.ts";

export interface Candidate {
  readonly target: Target;
  readonly weight: number;
  readonly secondary: boolean;
}

/** Targets in the order in which to try them, different from call to call as the balancer says. */
export type Pick = () => readonly Target[];
type LoadBalancer = EndpointGroup["loadBalancer"]["type"];

/**
 * Who is asked first, who next. Secondaries are asked only after all the others, in declaration order.
 * `fallback` comes last, always. `random` gives [0, 1).
 */
export function loadBalance(
  candidates: readonly Candidate[],
  options: { type: LoadBalancer; fallback: readonly Target[]; random: () => number },
): Pick {
  const primaries = candidates.filter((candidate) => !candidate.secondary);
  const first = primaries.length > 0 ? primaries : candidates;
  const rest = [...candidates.filter((candidate) => !first.includes(candidate)).map(({ target }) => target), ...options.fallback];
  const targets = first.map(({ target }) => target);
  if (targets.length === 1) {
    const always = [...targets, ...rest];
    return () => always;
  }
  const next = chooser(
    first.map(({ weight }) => weight),
    options,
  );
  return () => rotation(targets, next(), rest);
}

/** From `start` around, then the rest: a failed call moves on in declaration order. */
function rotation(targets: readonly Target[], start: number, rest: readonly Target[]): readonly Target[] {
  return [...targets.slice(start), ...targets.slice(0, start), ...rest];
}

function chooser(weights: readonly number[], { type, random }: { type: LoadBalancer; random: () => number }): () => number {
  switch (type) {
    case "ROUND_ROBIN":
      return roundRobin(weights.length);
    case "RANDOM":
      return () => Math.floor(random() * weights.length);
    case "WEIGHTED_ROUND_ROBIN":
      return smoothRoundRobin(weights);
    case "WEIGHTED_RANDOM":
      return weightedRandom(weights, random);
  }
}

function roundRobin(count: number): () => number {
  let at = count - 1;
  return () => {
    at = at + 1 === count ? 0 : at + 1;
    return at;
  };
}

/** Heavy endpoints come more often but not in a row: 5, 1, 1 gives a a b a c a a. (Smooth weighted round robin, as nginx has it.) */
function smoothRoundRobin(weights: readonly number[]): () => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const current = weights.map(() => 0);
  return () => {
    let best = 0;
    for (const [index, weight] of weights.entries()) {
      current[index] = (current[index] ?? 0) + weight;
      if ((current[index] ?? 0) > (current[best] ?? 0)) best = index;
    }
    current[best] = (current[best] ?? 0) - total;
    return best;
  };
}

function weightedRandom(weights: readonly number[], random: () => number): () => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return () => {
    let left = random() * total;
    for (const [index, weight] of weights.entries()) {
      left -= weight;
      if (left < 0) return index;
    }
    return weights.length - 1;
  };
}
