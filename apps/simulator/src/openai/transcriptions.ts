import { type BodyAnswer, jsonAnswer } from "../http/answer.ts";
import { pick } from "../mind/digest.ts";
import { invalid, missing, type Refusal, wrongValue } from "./refusal.ts";

const FORMATS = ["json", "text", "srt", "verbose_json", "vtt"] as const;
type Format = (typeof FORMATS)[number];

/** What a recording of a second takes at the bit rate of speech: good enough to say how long one was. */
const BYTES_PER_SECOND = 16_000;

/** A multipart form, or why it cannot be read. */
export async function readForm(body: Buffer, contentType: string | undefined): Promise<FormData | Refusal> {
  if (!contentType?.startsWith("multipart/form-data")) {
    return invalid("Unsupported content type: this endpoint takes 'multipart/form-data'.");
  }
  try {
    return await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  } catch {
    return invalid("Could not parse multipart form");
  }
}

/** `POST /v1/audio/transcriptions`: a made-up sentence about the file that came (https://platform.openai.com/docs/api-reference/audio/createTranscription). */
export function transcription(form: FormData): BodyAnswer | Refusal {
  const file = form.get("file");
  if (file === null || typeof file === "string") return missing("file");
  if (file.size === 0) return invalid("The audio file could not be decoded or its format is not supported.", "file", "invalid_value");
  const format = FORMATS.find((one) => one === (form.get("response_format") ?? "json"));
  if (!format) return wrongValue("response_format", form.get("response_format"), FORMATS);
  const seconds = Math.ceil(file.size / BYTES_PER_SECOND);
  const opening = pick(["Testing, one, two, three.", "Hello from the recording.", "Is this thing on?"], `${file.name}${file.size}`);
  return inFormat(format, `${opening} This is the simulator, reading ${file.size} bytes of ${file.name} aloud.`, seconds);
}

function inFormat(format: Format, text: string, seconds: number): BodyAnswer {
  const plain = (body: string): BodyAnswer => ({ kind: "body", status: 200, contentType: "text/plain; charset=utf-8", body });
  const time = (at: number, mark: string) =>
    `00:${String(Math.floor(at / 60) % 60).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}${mark}000`;
  const usage = { type: "duration", seconds };
  switch (format) {
    case "json":
      return jsonAnswer({ text, usage });
    case "verbose_json":
      return jsonAnswer({ task: "transcribe", language: "english", duration: seconds, text, segments: [], usage });
    case "text":
      return plain(`${text}\n`);
    case "srt":
      return plain(`1\n${time(0, ",")} --> ${time(seconds, ",")}\n${text}\n\n`);
    case "vtt":
      return plain(`WEBVTT\n\n${time(0, ".")} --> ${time(seconds, ".")}\n${text}\n\n`);
  }
}
