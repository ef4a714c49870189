/** A chat of about so many bytes, in plain words. */
export function bodyOf(model: string, bytes: number, stream: boolean): string {
  const body = {
    model,
    messages: [{ role: "user", content: "" }],
    ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
  const words = "a long prompt of plain words that a model would read with care ";
  body.messages = [
    { role: "user", content: words.repeat(Math.ceil(bytes / words.length)).slice(0, Math.max(1, bytes - JSON.stringify(body).length)) },
  ];
  return JSON.stringify(body);
}
