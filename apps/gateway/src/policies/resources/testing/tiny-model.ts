import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The word that the model finds bad; every other word is harmless to it. */
const BAD_TOKEN = 5;
const VOCABULARY = { "[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, good: 4, bad: BAD_TOKEN };

/** Writes a classifier of a few hundred bytes, as the hub keeps models: it counts a word. Sixteen tokens are all that it reads at once. */
export async function writeTinyModel(folder: string): Promise<void> {
  await mkdir(join(folder, "onnx"), { recursive: true });
  const config = {
    model_type: "bert",
    architectures: ["BertForSequenceClassification"],
    id2label: { 0: "BENIGN", 1: "MALICIOUS" },
    label2id: { BENIGN: 0, MALICIOUS: 1 },
    max_position_embeddings: 16,
  };
  const tokenizer = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: ["[PAD]", "[UNK]", "[CLS]", "[SEP]"].map((content, id) => ({ id, content, special: true })),
    normalizer: { type: "BertNormalizer", clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: { type: "BertProcessing", sep: ["[SEP]", 3], cls: ["[CLS]", 2] },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: { type: "WordPiece", unk_token: "[UNK]", continuing_subword_prefix: "##", max_input_chars_per_word: 100, vocab: VOCABULARY },
  };
  const special = { pad_token: "[PAD]", unk_token: "[UNK]", cls_token: "[CLS]", sep_token: "[SEP]" };
  await writeFile(join(folder, "config.json"), JSON.stringify(config));
  await writeFile(join(folder, "tokenizer.json"), JSON.stringify(tokenizer));
  await writeFile(
    join(folder, "tokenizer_config.json"),
    JSON.stringify({ tokenizer_class: "BertTokenizer", model_max_length: 16, ...special }),
  );
  await writeFile(join(folder, "onnx", "model.onnx"), modelBytes());
}

const INT64 = 7;
const FLOAT = 1;

/** logits = count(bad) · [-10, 10] + [5, -5], in ONNX's protobuf (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */
function modelBytes(): Buffer {
  const graph = [
    node("Equal", ["hits", "input_ids", "bad"]),
    node("Cast", ["ones", "hits"], bytes(5, [text(1, "to"), int(3, FLOAT), int(20, 2)])),
    node("ReduceSum", ["count", "ones", "axes"]),
    node("MatMul", ["scaled", "count", "weights"]),
    node("Add", ["logits", "scaled", "bias"]),
    text(2, "tiny"),
    tensor("bad", [1], longs([BAD_TOKEN])),
    tensor("axes", [1], longs([1])),
    tensor("weights", [1, 2], floats([-10, 10])),
    tensor("bias", [2], floats([5, -5])),
    ...["input_ids", "attention_mask", "token_type_ids"].map((name) => value(11, name, INT64)),
    value(12, "logits", FLOAT),
  ];
  return Buffer.concat([int(1, 8), bytes(7, graph), bytes(8, [text(1, ""), int(2, 13)])]);
}

function node(operator: string, [output, ...inputs]: readonly [string, ...string[]], attribute: Buffer = Buffer.alloc(0)): Buffer {
  return bytes(1, [...inputs.map((input) => text(1, input)), text(2, output), text(4, operator), attribute]);
}

function tensor(name: string, dimensions: readonly number[], { type, raw }: { readonly type: number; readonly raw: Buffer }): Buffer {
  return bytes(5, [...dimensions.map((size) => int(1, size)), int(2, type), text(8, name), bytes(9, [raw])]);
}

/** Of two dimensions, neither of which is fixed. */
function value(field: number, name: string, type: number): Buffer {
  const shape = bytes(
    2,
    ["batch", "other"].map((dimension) => bytes(1, [text(2, dimension)])),
  );
  return bytes(field, [text(1, name), bytes(2, [bytes(1, [int(1, type), shape])])]);
}

function longs(values: readonly number[]) {
  const raw = Buffer.alloc(values.length * 8);
  for (const [at, one] of values.entries()) raw.writeBigInt64LE(BigInt(one), at * 8);
  return { type: INT64, raw };
}

function floats(values: readonly number[]) {
  const raw = Buffer.alloc(values.length * 4);
  for (const [at, one] of values.entries()) raw.writeFloatLE(one, at * 4);
  return { type: FLOAT, raw };
}

function int(field: number, one: number): Buffer {
  return Buffer.from([...varint(field << 3), ...varint(one)]);
}

function text(field: number, content: string): Buffer {
  return bytes(field, [Buffer.from(content)]);
}

function bytes(field: number, parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([...varint((field << 3) | 2), ...varint(content.length)]), content]);
}

function varint(one: number): number[] {
  const out: number[] = [];
  for (let rest = one; ; rest >>>= 7) {
    if (rest < 0x80) return [...out, rest];
    out.push((rest & 0x7f) | 0x80);
  }
}
