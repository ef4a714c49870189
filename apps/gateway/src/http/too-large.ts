import { Denial } from "@sluice/wire/denial";

export function tooLarge(limitBytes: number): Denial {
  return new Denial(
    "request_too_large",
    `The request's body is larger than ${describeBytes(limitBytes)}. Send less, or split it into several requests.`,
  );
}

function describeBytes(bytes: number): string {
  return bytes >= 1 << 20 ? `${Math.floor(bytes / (1 << 20))} MB` : `${bytes} bytes`;
}
