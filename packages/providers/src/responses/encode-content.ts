import { type Fields, isObject } from "@sluice/definition/json";
import { FieldReader } from "../chat/read-fields.ts";

/** An item's content as a chat's: texts, images, files and sound. */
export function encodeContent(item: FieldReader, name: string): string | Fields[] {
  const content = item.get(name);
  if (typeof content === "string") return content;
  return (item.array(name) ?? []).flatMap((value, index) => {
    const part = new FieldReader(isObject(value) ? value : {}, `${item.param(name)}.${index}`, item.problems);
    return encodePart(part);
  });
}

function encodePart(part: FieldReader): Fields[] {
  const type = part.get("type");
  switch (type) {
    case "input_text":
    case "output_text":
    case "text":
      return [{ type: "text", text: part.text("text") ?? "" }];
    case "refusal":
      return [{ type: "refusal", refusal: part.text("refusal") ?? "" }];
    case "input_image":
      return encodeImage(part);
    case "input_file":
      return encodeFile(part);
    case "input_audio":
      return [{ type: "input_audio", input_audio: part.object("input_audio") }];
    default:
      part.problems.unsupported(
        part.param("type"),
        `'${part.param("type")}' is '${String(type).slice(0, 40)}', which this model's provider has no word for. Send text, images or files.`,
      );
      return [];
  }
}

function encodeImage(part: FieldReader): Fields[] {
  const url = part.text("image_url");
  if (!url) refuseKept(part, "image_url");
  const detail = part.text("detail");
  return [{ type: "image_url", image_url: { url, ...(detail !== null && { detail }) } }];
}

function encodeFile(part: FieldReader): Fields[] {
  const data = part.text("file_data") ?? part.text("file_url");
  if (!data) refuseKept(part, "file_data");
  const filename = part.text("filename");
  return [{ type: "file", file: { file_data: data, ...(filename !== null && { filename }) } }];
}

function refuseKept(part: FieldReader, field: string): void {
  const id = part.param("file_id");
  if (part.get("file_id") !== null)
    part.problems.unsupported(id, `'${id}' names a file kept at OpenAI, which this model's provider cannot read: send it as '${field}'.`);
  else part.problems.invalid(part.param(field), `Missing required parameter: '${part.param(field)}'.`);
}
