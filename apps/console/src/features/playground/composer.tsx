"use client";

import { ImagePlus, SendHorizontal, Square, X } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { FieldError } from "../../components/ui/field.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { inputClass } from "../../components/ui/input-class.ts";
import { isRunning } from "./conversation.ts";
import { send } from "./converse.ts";
import { usePlace, usePlayground } from "./playground-context.ts";
import { PICTURE_BOUNDS, PICTURE_TYPES, readPicture } from "./read-picture.ts";
import { readSettings } from "./settings.ts";

/** Where a person writes: Enter sends, Shift and Enter begin a line. `ready`: there is somebody to ask, and a caller to ask as. */
export function Composer({ ready }: { readonly ready: boolean }) {
  const place = usePlace();
  const { playground } = place;
  const { draft, picture, turns, settings } = usePlayground();
  const [refused, setRefused] = useState("");
  const running = isRunning(turns);
  const settingsRead = readSettings(settings).ok;
  const maySend = ready && !running && settingsRead && (draft.trim() !== "" || picture !== null);
  async function take(file: File | undefined) {
    if (!file) return;
    const read = await readPicture(file);
    if ("refused" in read) return setRefused(read.refused);
    setRefused("");
    playground.change({ picture: read });
  }
  function onKeyDown(event: KeyboardEvent) {
    // While an input method composes, Enter is its own.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (maySend) send(place);
  }
  return (
    <form
      aria-label="Message"
      className="sticky bottom-0 grid gap-2 border-t border-line bg-surface px-4 py-3 wide:px-8"
      onSubmit={(event) => {
        event.preventDefault();
        if (maySend) send(place);
      }}
    >
      {picture ? (
        <div className="flex items-center gap-2">
          {/* biome-ignore lint/performance/noImgElement: a data URL has nothing to be loaded or made smaller */}
          <img src={picture.url} alt="" className="size-10 rounded-sm border border-line object-cover" />
          <span className="min-w-0 truncate text-muted">{picture.name}</span>
          <IconButton
            size="sm"
            label="Take the picture away"
            icon={<X aria-hidden />}
            onClick={() => playground.change({ picture: null })}
          />
        </div>
      ) : null}
      <textarea
        aria-label="Your message"
        rows={2}
        placeholder={ready ? "Write a message" : "Choose a model and who calls first"}
        value={draft}
        onChange={(event) => playground.change({ draft: event.target.value })}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const file = [...event.clipboardData.files].find(({ type }) => type.startsWith("image/"));
          if (!file) return;
          event.preventDefault();
          void take(file);
        }}
        className={inputClass({ className: "max-h-60 min-h-14 field-sizing-content py-1.5" })}
      />
      {refused ? <FieldError>{refused}</FieldError> : null}
      {settingsRead ? null : <FieldError>A setting cannot be read: it says so beside it.</FieldError>}
      <div className="flex items-center gap-2">
        <PictureButton onFile={(file) => void take(file)} />
        <span className="mr-auto min-w-0 text-xs text-muted">Enter sends, Shift + Enter begins a line</span>
        {running ? (
          <Button icon={<Square aria-hidden />} onClick={() => playground.stop()}>
            Stop
          </Button>
        ) : (
          <Button variant="primary" type="submit" icon={<SendHorizontal aria-hidden />} disabled={!maySend}>
            Send
          </Button>
        )}
      </div>
    </form>
  );
}

function PictureButton({ onFile }: { readonly onFile: (file: File | undefined) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={`Add a picture (${PICTURE_BOUNDS})`} icon={<ImagePlus aria-hidden />} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        aria-label="Picture"
        tabIndex={-1}
        accept={PICTURE_TYPES.join(",")}
        className="sr-only"
        onChange={(event) => {
          onFile(event.target.files?.[0]);
          // The same file, chosen again, is a change again.
          event.target.value = "";
        }}
      />
    </>
  );
}
