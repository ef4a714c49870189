import { ApiError } from "../../lib/api-client.ts";
import { Note } from "../ui/note.tsx";

/** Why the console refused, with the fields that it names. */
export function RefusalNote({ title, error }: { readonly title: string; readonly error: Error }) {
  const fields = error instanceof ApiError ? Object.entries(error.fields) : [];
  return (
    <Note tone="danger" role="alert" title={title}>
      <p>{error.message}</p>
      {fields.length > 0 ? (
        <ul className="mt-1 grid gap-1">
          {fields.map(([path, problem]) => (
            <li key={path}>
              <code className="text-muted">{path}</code> {problem}
            </li>
          ))}
        </ul>
      ) : null}
    </Note>
  );
}
