import type { TextResource } from "@sluice/policies/resources/text-resource";

export interface BuiltResource {
  readonly resource: TextResource;
  /** Gives back what it holds: memory outside of JavaScript's. */
  readonly close?: () => Promise<void>;
}
