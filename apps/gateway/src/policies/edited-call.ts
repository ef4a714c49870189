import type { PolicyCall, PromptMessage, PromptText } from "@sluice/policies/policy-call";
import { Denial } from "@sluice/wire/denial";
import { editJson } from "../pipeline/edit-json.ts";
import { type Call, type CallKind, type FormField, readCall } from "../pipeline/read-call.ts";
import { readForm, withFields } from "../pipeline/read-form.ts";
import { addMessages } from "./add-messages.ts";
import { countAttachments } from "./count-attachments.ts";
import { promptMembers, walkPrompt } from "./prompt-texts.ts";

/** A call as its policies see and change it. Members of the body are parsed when one is asked for, and only changed ones are written anew. */
export class EditedCall implements PolicyCall {
  readonly #call: Call;
  readonly #members = new Map<string, unknown>();
  readonly #changed = new Set<string>();
  #model: string | null;
  #texts: readonly PromptText[] | null = null;
  #attachments: number | null = null;
  /** Of a form. */
  readonly #fields = new Map<FormField, string>();

  constructor(call: Call) {
    this.#call = call;
    this.#model = call.model;
  }

  get kind(): CallKind {
    return this.#call.kind;
  }

  get path(): Call["path"] {
    return this.#call.path;
  }

  get model(): string | null {
    return this.#model;
  }

  get stream(): boolean {
    return this.#call.stream;
  }

  get bodyBytes(): number {
    let bytes = this.#call.body.length;
    for (const name of this.#changed) bytes += Buffer.byteLength(`"${name}":${JSON.stringify(this.#members.get(name))},`);
    for (const text of this.#fields.values()) bytes += Buffer.byteLength(text);
    return bytes;
  }

  get attachments(): number {
    this.#attachments ??= countAttachments(this.#call.body);
    return this.#attachments;
  }

  useModel(model: string): void {
    this.#model = model;
    this.setParameter("model", model);
  }

  members(): readonly string[] {
    return [...new Set([...this.#call.scanned.members.keys(), ...this.#changed])];
  }

  parameter(name: string): unknown {
    if (this.#members.has(name)) return this.#members.get(name);
    const { body, scanned } = this.#call;
    const member = scanned.members.get(name);
    const value: unknown = member ? parse(body.toString("utf8", member.start, member.end)) : undefined;
    this.#members.set(name, value);
    return value;
  }

  setParameter(name: string, value: unknown): void {
    this.#write(name, value);
    // Texts that somebody has looked at before are those of the former value.
    if (promptMembers(this.kind, [name]).includes(name)) this.#texts = null;
  }

  changed(): readonly string[] {
    return [...this.#changed];
  }

  #write(name: string, value: unknown): void {
    this.#members.set(name, value);
    this.#changed.add(name);
  }

  texts(): readonly PromptText[] {
    this.#texts ??= this.#readTexts();
    return this.#texts;
  }

  addMessages(where: "before" | "after", messages: readonly PromptMessage[]): boolean {
    const added = addMessages(this, where, messages);
    if (added) this.#texts = null;
    return added;
  }

  /** The call as it goes on: the same when nothing was changed, else its bytes with the changed members in them. */
  finish(): Call | Denial {
    if (this.#changed.size === 0 && this.#fields.size === 0) return this.#call;
    const { body, scanned, kind, path, form } = this.#call;
    if (form !== null) return this.#finishForm();
    const edits = [...this.#changed].map((name) => [name, JSON.stringify(this.#members.get(name))] as const);
    const changed = readCall(kind, editJson(body, scanned, edits));
    return changed instanceof Denial ? changed : { ...changed, path };
  }

  /** Fields that a form has can be given other values; it gets no further ones. */
  #finishForm(): Call | Denial {
    const { body, form } = this.#call;
    const model = form?.model ?? null;
    if (this.#changed.size > (this.#changed.has("model") && model !== null ? 1 : 0))
      return new Denial("invalid_request", "A policy of this API changes the call, which it cannot do where the body is a form.");
    if (this.#changed.has("model") && model !== null) this.#fields.set(model, this.#model ?? "");
    const edits = [...this.#fields].sort(([one], [other]) => one.start - other.start);
    return readForm(withFields(body, edits), form?.contentType ?? "");
  }

  #fieldText(field: FormField & { readonly name: string }, bytes: Buffer): PromptText {
    const given = bytes.toString("utf8", field.start, field.end);
    const fields = this.#fields;
    return {
      role: "user",
      path: field.name,
      get text() {
        return fields.get(field) ?? given;
      },
      replace: (text) => void fields.set(field, text),
    };
  }

  #readTexts(): readonly PromptText[] {
    const { kind, form, body: bytes } = this.#call;
    if (form !== null) return form.texts.flatMap((field) => (field.name === "model" ? [] : [this.#fieldText(field, bytes)]));
    const members = promptMembers(kind, this.members());
    const body = Object.fromEntries(members.map((name) => [name, this.parameter(name)]));
    const texts: PromptText[] = [];
    walkPrompt(kind, body, ({ role, path, holder, key }) => {
      const member = path.split(".")[0] ?? "";
      const held = holder as Record<string | number, unknown>;
      texts.push({
        role,
        path,
        get text() {
          return String(held[key]);
        },
        replace: (text) => {
          held[key] = text;
          // A text that is a member itself stands in the copy that was walked.
          this.#write(member, holder === body ? text : this.parameter(member));
        },
      });
    });
    return texts;
  }
}

/** The gateway has scanned it, so that it is JSON but for a wrong escape in a long text. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
