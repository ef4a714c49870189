import { crc32, deflateSync } from "node:zlib";
import { type BodyAnswer, jsonAnswer } from "../http/answer.ts";
import { type Json, numberOrNull } from "../json.ts";
import { digest } from "../mind/digest.ts";
import { countTokens } from "../mind/tokens.ts";
import type { World } from "../world.ts";
import { checkInteger, checkString, firstRefusal } from "./check.ts";
import type { SimulatedModel } from "./models.ts";
import { refusalAnswer, unsupported } from "./refusal.ts";

/** OpenAI's price of the smallest square picture at low quality. */
const TOKENS_PER_IMAGE = 272;
const SIZE = 16;

/** `POST /v1/images/generations`: a small square in a colour of the prompt's own (https://platform.openai.com/docs/api-reference/images/create). */
export function images(body: Json, model: SimulatedModel, world: World): BodyAnswer {
  const refusal = firstRefusal([
    () => checkString(body["prompt"], "prompt"),
    () => checkInteger(body, "n", { min: 1, max: 10 }),
    () => (body["stream"] === true ? unsupported("stream") : null),
  ]);
  if (refusal) return refusalAnswer(refusal);
  const prompt = String(body["prompt"]);
  const count = numberOrNull(body["n"]) ?? 1;
  const input = countTokens(prompt);
  const output = count * TOKENS_PER_IMAGE;
  const usage = {
    input_tokens: input,
    output_tokens: output,
    total_tokens: input + output,
    input_tokens_details: { text_tokens: input, image_tokens: 0 },
    output_tokens_details: { text_tokens: 0, image_tokens: output },
  };
  return jsonAnswer({
    created: world.nowSeconds(),
    background: "opaque",
    output_format: "png",
    quality: "low",
    size: "1024x1024",
    data: Array.from({ length: count }, (_, index) => ({ b64_json: square(digest(`${prompt}/${index}`, 6)).toString("base64") })),
    ...(model.behaviour.kind === "usage-none" ? {} : { usage }),
  });
}

/** A PNG of one colour, given as six hex digits (https://www.w3.org/TR/png-3/). */
function square(colour: string): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 2], 8); // 8 bits a channel, red green blue
  const row = Buffer.from(`00${colour.repeat(SIZE)}`, "hex");
  const pixels = deflateSync(Buffer.concat(Array.from({ length: SIZE }, () => row)));
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "ascii"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
