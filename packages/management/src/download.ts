/** What a verb gives when its result is a file, and not a value. */
export class Download<Text extends string | AsyncIterable<string> = string> {
  /** As the browser saves it: letters, digits, dots and dashes. */
  readonly name: string;
  readonly type: "text/csv" | "application/json" | "application/jsonl";
  /** Pieces are sent as they come, so that a long file is never whole in memory. */
  readonly text: Text;

  constructor({ name, type, text }: Pick<Download<Text>, "name" | "type" | "text">) {
    this.name = name;
    this.type = type;
    this.text = text;
  }
}
