/** The styles: each a sheet that all elements on the page share. */

const sheets: CSSStyleSheet[] = [];
const roots = new Set<ShadowRoot>();

function dress(root: ShadowRoot): void {
  const others = root.adoptedStyleSheets.filter((sheet) => !sheets.includes(sheet));
  root.adoptedStyleSheets = [...others, ...sheets];
}

/** Takes a style sheet in; what is loaded later reaches the elements that are there already. */
export function register(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.push(sheet);
  roots.forEach(dress);
}

/** Gives a shadow root all styles, those that come later too. */
export function adopt(root: ShadowRoot): void {
  roots.add(root);
  dress(root);
}

export function leave(root: ShadowRoot): void {
  roots.delete(root);
}
