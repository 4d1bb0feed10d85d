/** Enter in a text box takes what was typed, as leaving the box does; Esc gives the value in force back. */

export function onEnter(
  take: (text: string) => void,
  kept?: string,
  forget?: () => void,
): (event: KeyboardEvent) => void {
  return (event) => {
    const { key, target } = event;
    if (!(target instanceof HTMLInputElement)) return;
    if (key === 'Enter') {
      take(target.value);
      target.select();
    } else if (key === 'Escape' && kept !== undefined && target.value !== kept) {
      // The next Esc closes what is open; this one belongs to the box.
      event.stopPropagation();
      target.value = kept;
      forget?.();
      target.select();
    }
  };
}
