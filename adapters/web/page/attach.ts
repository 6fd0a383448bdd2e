type Attachments = ("file" | "voice")[];

const MOST = 20;

/** Pasted and dropped files become attachments by kind; their content stays with the person. */
export function takeFiles(attach: (attachments: Attachments) => void, signal: AbortSignal): void {
  document.addEventListener(
    "paste",
    (event) => {
      const pasted = event.clipboardData;
      // Office programs put a picture beside the words they copy: then the words are meant.
      if (pasted === null || inDialog(event) || pasted.getData("text/plain") !== "") return;
      const kinds = kindsOf(pasted.files);
      if (kinds.length === 0) return;
      event.preventDefault();
      attach(kinds);
    },
    { signal },
  );
  document.addEventListener(
    "dragover",
    (event) => {
      if (event.dataTransfer?.types.includes("Files") === true) event.preventDefault();
    },
    { signal },
  );
  document.addEventListener(
    "drop",
    (event) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      const kinds = kindsOf(event.dataTransfer.files);
      if (kinds.length > 0 && !inDialog(event)) attach(kinds);
    },
    { signal },
  );
}

function kindsOf(files: FileList): Attachments {
  const kinds: Attachments = [];
  for (const file of files) kinds.push(file.type.startsWith("audio/") ? "voice" : "file");
  return kinds.slice(0, MOST);
}

function inDialog(event: Event): boolean {
  return event.target instanceof Element && event.target.closest("dialog") !== null;
}
