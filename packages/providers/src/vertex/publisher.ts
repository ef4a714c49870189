import type { EndpointConfiguration } from "@sluice/definition/endpoint";

/** Whose models Vertex AI serves. */
export type Publisher = NonNullable<EndpointConfiguration["publisher"]>;

interface Asked {
  readonly model: string;
  readonly publisher?: Publisher | null;
}

/** Whose model a call asks for: what the endpoint says, or else what the name does. */
export function publisherOf({ model, publisher }: Asked): Publisher {
  return publisher ?? (/^claude/i.test(model) ? "anthropic" : "google");
}
