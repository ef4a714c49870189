import { type Fields, isObject } from "@sluice/definition/json";
import { FieldReader } from "../chat/read-fields.ts";

type Part = Readonly<Record<string, unknown>>;

/** Text, images and documents as a chat's parts. What a chat has no word for is refused: leaving it out would change the question. */
export function encodeBlocks(blocks: readonly FieldReader[]): Part[] {
  return blocks.flatMap((block): Part[] => {
    const parts = encodeBlock(block);
    const last = parts.at(-1);
    const marker = block.get("cache_control");
    return marker === null || !last ? parts : [...parts.slice(0, -1), { ...last, cache_control: marker }];
  });
}

/** Texts alone, without markers, are said as one string, which every server takes. */
export function plainText(parts: readonly Part[]): string | readonly Part[] {
  const [only] = parts;
  const plain = parts.length === 1 && only?.["type"] === "text" && only["cache_control"] === undefined;
  return parts.length === 0 ? "" : plain ? String(only["text"]) : parts;
}

function encodeBlock(block: FieldReader): Part[] {
  const type = block.get("type");
  switch (type) {
    case "text": {
      const text = block.text("text");
      return text ? [{ type: "text", text }] : [];
    }
    case "image":
      return encodeImage(block);
    case "document":
      return encodeDocument(block);
    case "search_result":
      return encodeSearchResult(block);
    default: {
      const said = typeof type === "string" ? `'${type.slice(0, 40)}'` : "missing";
      block.problems.unsupported(
        block.param("type"),
        `'${block.param("type")}' is ${said}, which this model's provider has no word for. Send text, images or documents.`,
      );
      return [];
    }
  }
}

function encodeImage(block: FieldReader): Part[] {
  const source = sourceOf(block);
  const url = source.get("type") === "base64" ? dataUrl(source) : source.text("url");
  if (url) return [{ type: "image_url", image_url: { url } }];
  refuseSource(source);
  return [];
}

function encodeDocument(block: FieldReader): Part[] {
  const source = sourceOf(block);
  const title = block.text("title");
  const about = [title, block.text("context")].filter((line) => line !== null && line !== "");
  switch (source.get("type")) {
    case "base64":
      return [{ type: "file", file: { filename: title ?? "document.pdf", file_data: dataUrl(source) } }];
    case "url":
      return [{ type: "file", file: { ...(title !== null && { filename: title }), file_data: source.text("url") } }];
    case "text":
      return [{ type: "text", text: [...about, source.text("data") ?? ""].join("\n\n") }];
    case "content": {
      const head = about.length > 0 ? [{ type: "text", text: about.join("\n\n") }] : [];
      return [...head, ...encodeContent(source)];
    }
    default:
      refuseSource(source);
      return [];
  }
}

function encodeContent(holder: FieldReader): Part[] {
  const content = holder.get("content");
  if (typeof content === "string") return content === "" ? [] : [{ type: "text", text: content }];
  const blocks = (holder.array("content") ?? []).filter(isObject);
  return encodeBlocks(blocks.map((value, index) => new FieldReader(value, `${holder.param("content")}.${index}`, holder.problems)));
}

function encodeSearchResult(block: FieldReader): Part[] {
  const head = [block.text("title"), block.text("source")].filter((line) => line !== null && line !== "").join("\n");
  return [...(head === "" ? [] : [{ type: "text", text: head }]), ...encodeContent(block)];
}

function sourceOf(block: FieldReader): FieldReader {
  const source: Fields = block.object("source") ?? {};
  return new FieldReader(source, block.param("source"), block.problems);
}

function dataUrl(source: FieldReader): string {
  return `data:${source.requiredText("media_type")};base64,${source.requiredText("data")}`;
}

function refuseSource(source: FieldReader): void {
  const type = source.get("type");
  const param = source.param("type");
  if (type === "file")
    source.problems.unsupported(
      param,
      `'${param}' names a file kept at Anthropic, which this model's provider cannot read: send its data.`,
    );
  else source.problems.invalid(param, `Invalid value for '${param}': expected base64 or url.`);
}
