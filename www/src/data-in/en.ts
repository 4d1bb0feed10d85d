/** The words of drawing points and of reading them from a table, in English. */

export const words = {
  close: 'Close',

  region: 'Drawing points',
  area: (lane: string) => `Drawing area of ${lane}`,
  areaHelp:
    'Arrow keys move the cursor, with Shift in larger steps. Space or Enter places a point or erases, a digit chooses the class, D draws, E erases, Ctrl+Z undoes, Escape ends drawing.',
  kind: 'What is drawn',
  classes: 'Classes',
  values: 'Values',
  className: (n: string) => `Class ${n}`,
  value: 'Value',
  valueHint: 'Whole numbers from 0 to 4 alone are taken as classes.',
  tool: 'Tool',
  draw: 'Draw',
  erase: 'Erase',
  brush: 'Brush',
  undo: 'Undo',
  redo: 'Redo',
  clear: 'Clear',
  table: 'Table…',
  done: 'Done',
  count: (n: string, most: string) => `${n} of at most ${most} points`,
  full: (most: string) => `No room for more: ${most} points are the most.`,
  hint: 'Tap for one point, drag to spray.',
  placed: (what: string, x1: string, x2: string, n: string) => `${what} at (${x1}, ${x2}); ${n} points`,
  erased: (n: string) => `Erased; ${n} points`,
  waiting: 'The training goes on with the points before.',

  title: 'Points from a table',
  help: 'A line a point: x1, x2, label. Columns are parted by commas, semicolons or tabs. Labels are class names or numbers. Paste it, drop a file here, or choose one.',
  box: 'Table of points',
  choose: 'Choose a file…',
  use: 'Use these points',
  useGood: (n: string) => (n === '1' ? 'Use the one good line' : `Use the ${n} good lines only`),
  good: (n: string) => (n === '1' ? '1 point' : `${n} points`),
  header: (names: string) => `The first line is taken as the header: ${names}.`,
  mapped: (pairs: string) => `Labels are classes, numbered: ${pairs}.`,
  pair: (name: string, n: string) => `${name} → ${n}`,
  asValues: 'Labels are numbers to predict.',
  asClasses: 'Labels are classes.',
  readAs: 'Read labels as',
  outside: (n: string) =>
    n === '1'
      ? 'One point lies outside the plane from −3 to 3 and would not be seen.'
      : `${n} points lie outside the plane from −3 to 3 and would not be seen.`,
  fit: 'Fit into the plane',
  axis: (name: string, from: string, to: string, low: string, high: string) =>
    `${name}: ${from} … ${to} becomes ${low} … ${high}`,
  mistakes: (n: number) => (n === 1 ? 'One line cannot be read:' : `${n} things are wrong:`),
  more: (n: string) => `… and ${n} more.`,
  at: (line: string, column: string, text: string) => `Line ${line}, ${column}: ${text}`,
  atLine: (line: string, text: string) => `Line ${line}: ${text}`,
  label: 'label',
  columns: (got: string) => `“${got}” does not have three columns. Allowed: x1, x2, label.`,
  quote: (got: string) => `A quote is not closed in “${got}”. Allowed: quotes in pairs.`,
  number: (got: string) => `“${got}” is not a number. Allowed: a number such as −1.5.`,
  empty: 'nothing stands here. Allowed: a number; in the last column a name or a number.',
  range: (got: string, min: string, max: string) =>
    `“${got}” is out of range. Allowed: a number from ${min} to ${max}.`,
  target: (got: string, most: string) =>
    `“${got}” is out of range. Allowed: a number to predict from −${most} to ${most}.`,
  tooManyClasses: (got: string, most: string) =>
    `“${got}” is one class too many. Allowed: at most ${most} classes.`,
  many: (most: string) => `there are too many points from here on. Allowed: at most ${most}.`,
  none: 'There is no line with a point yet.',
  used: (n: string) => `${n} points taken from the table.`,
  refused: 'These points cannot be trained on:',
};

export type Words = typeof words;
