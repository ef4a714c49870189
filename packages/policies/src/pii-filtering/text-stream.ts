import type { Denial } from "@sluice/wire/denial";

/** One text on its way to the caller: what of it may be shown. */
export interface TextStream {
  push(text: string): string | Denial;
  end(): string | Denial;
}
