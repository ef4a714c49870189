import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, zstdDecompress } from "node:zlib";
import { Denial } from "@sluice/wire/denial";
import { tooLarge } from "./too-large.ts";

type Decode = (body: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const gzip: Decode = promisify(gunzip);
const DECODERS: ReadonlyMap<string, Decode> = new Map([
  ["gzip", gzip],
  ["x-gzip", gzip],
  ["deflate", promisify(inflate) as Decode],
  ["br", promisify(brotliDecompress) as Decode],
  ["zstd", promisify(zstdDecompress) as Decode],
]);

/** Undoes a `Content-Encoding`. Stops at `limitBytes` of output, so that a small body cannot become a huge one. */
export async function decodeBody(
  body: Buffer,
  { encoding, limitBytes }: { readonly encoding: string; readonly limitBytes: number },
): Promise<Buffer | Denial> {
  const name = encoding.trim().toLowerCase();
  if (name === "" || name === "identity") return body;
  const decode = DECODERS.get(name);
  if (!decode) {
    const known = [...DECODERS.keys()].filter((known) => known !== "x-gzip").join(", ");
    return new Denial("unsupported_encoding", `This Content-Encoding is not supported. Send the body as it is, or as one of ${known}.`);
  }
  try {
    return await decode(body, { maxOutputLength: limitBytes });
  } catch (error) {
    if (error instanceof RangeError) return tooLarge(limitBytes);
    return new Denial("invalid_request", `The body is not ${name}, though Content-Encoding says so.`);
  }
}
