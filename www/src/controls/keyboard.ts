/** Keys: Space plays and pauses, → steps, R resets, 1–4 choose a lane, Esc closes. */

export type KeyCommand =
  { readonly do: 'toggle' | 'step' | 'reset' | 'close' } | { readonly do: 'lane'; readonly lane: number };

interface Pressed {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** What has the focus, as far as keys go: a thing one types in, a thing with keys of its own, or neither. */
export type Focus = 'text' | 'choice' | 'button' | 'none';

export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof HTMLElement)) return 'none';
  if (target instanceof HTMLTextAreaElement) return 'text';
  if (target instanceof HTMLInputElement)
    return target.type === 'text' ? 'text' : target.type === 'checkbox' ? 'button' : 'choice';
  if (target instanceof HTMLSelectElement) return 'choice';
  return target.closest('button, summary, a') === null ? 'none' : 'button';
}

/** The command of a key, or nothing where the key belongs to what has the focus. */
export function commandOf(pressed: Pressed, focus: Focus, shortcuts: boolean): KeyCommand | undefined {
  const { key } = pressed;
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey) return undefined;
  if (key === 'Escape') return { do: 'close' };
  if (focus === 'text') return undefined;
  if (key === ' ') return focus === 'none' ? { do: 'toggle' } : undefined;
  if (key === 'ArrowRight') return focus === 'choice' ? undefined : { do: 'step' };
  if (!shortcuts || pressed.shiftKey) return undefined;
  // Letters and digits find an option in a list that has the focus.
  if (focus === 'choice') return undefined;
  if (key.toLowerCase() === 'r') return { do: 'reset' };
  return /^[1-4]$/.test(key) ? { do: 'lane', lane: Number(key) - 1 } : undefined;
}
