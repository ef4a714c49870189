import type { EmbeddingResource } from "./embedding-resource.ts";
import type { TextResource } from "./text-resource.ts";

/** What policies of one API share. */
export type Resource = TextResource | EmbeddingResource;
