import type { Resource } from "@sluice/policies/resources/resource";

export interface BuiltResource {
  readonly resource: Resource;
  /** Gives back what it holds: memory outside of JavaScript's. */
  readonly close?: () => Promise<void>;
}
