/** What a verb gives when its result is a file, and not a value. */
export class Download {
  /** As the browser saves it: letters, digits, dots and dashes. */
  readonly name: string;
  readonly type: "text/csv";
  readonly text: string;

  constructor({ name, type, text }: Pick<Download, "name" | "type" | "text">) {
    this.name = name;
    this.type = type;
    this.text = text;
  }
}
