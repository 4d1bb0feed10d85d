/** Enter in a text box takes what was typed, as leaving the box does, and stays for the next try. */

export function onEnter(take: (text: string) => void): (event: KeyboardEvent) => void {
  return ({ key, target }) => {
    if (key !== 'Enter' || !(target instanceof HTMLInputElement)) return;
    take(target.value);
    target.select();
  };
}
