/** Files out of the page and into it. */

/** Milliseconds after which a saved file's address is given up. */
const KEPT = 10_000;

export function save(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, KEPT);
}

/** The file that was dropped or chosen, if it is one. */
export function fileOf(event: Event): File | undefined {
  if (event instanceof DragEvent) return event.dataTransfer?.files[0];
  return event.target instanceof HTMLInputElement ? event.target.files?.[0] : undefined;
}

/** Handlers of a box that text may be dropped into. */
export function receiver(take: (text: string, name: string) => void): {
  readonly over: (event: DragEvent) => void;
  readonly drop: (event: DragEvent) => void;
  readonly chosen: (event: Event) => void;
} {
  const read = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) take(await file.text(), file.name);
  };
  return {
    over: (event) => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
    },
    drop: (event) => {
      const file = fileOf(event);
      if (file === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      void read(file);
    },
    chosen: (event) => {
      void read(fileOf(event)).then(() => {
        // The same file, corrected, may be chosen again.
        if (event.target instanceof HTMLInputElement) event.target.value = '';
      });
    },
  };
}
