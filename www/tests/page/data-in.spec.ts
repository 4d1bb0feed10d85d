/** Points of one's own: drawn by mouse, touch and keys, and read from tables. */

import { expect, test, type Locator, type Page } from '@playwright/test';
import { isPacked, unpack } from '../../src/packed';
import { lane, open, pause, steps } from './page';

const OWN = '0,0,0;1,1,1;2,2,1;-1,1,0;0.5,-1,1;2,0,0';
const DRAWN = `v=1&data.dataset=custom&data.custom=${OWN}`;

function area(page: Page, number: number): Locator {
  return lane(page, number).locator('.drawing-area');
}

/** The points in the link. */
async function points(page: Page): Promise<readonly string[]> {
  const hash = await page.evaluate(() => decodeURIComponent(location.hash));
  const text = /data\.custom=([^&]*)/.exec(hash)?.[1] ?? '';
  if (isPacked(text)) return (unpack(text, 20_000)?.rows ?? []).map((row) => row.join(','));
  return text.split(';').filter((point) => point !== '');
}

async function draw(page: Page, hash = DRAWN): Promise<void> {
  await open(page, hash);
  await page.locator('#draw-points').click();
  await expect(area(page, 1)).toBeVisible();
}

/** Presses, moves and lets go, in shares of the area's side. */
async function stroke(page: Page, places: readonly (readonly [number, number])[]): Promise<void> {
  const box = await area(page, 1).boundingBox();
  if (box === null) throw new Error('no area');
  const [first = [0, 0], ...rest] = places;
  await page.mouse.move(box.x + first[0] * box.width, box.y + first[1] * box.height);
  await page.mouse.down();
  for (const [x, y] of rest)
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 12 });
  await page.mouse.up();
}

test('choosing own points begins drawing, with the points that are there', async ({ page }) => {
  await open(page, 'v=1&lanes=2&data.points=40&lane2.dropout.p=0.5');
  await page.getByRole('radio', { name: 'Own points' }).check({ force: true });
  await expect(area(page, 1)).toBeVisible();
  await expect(area(page, 2)).toBeVisible();
  await expect.poll(async () => (await points(page)).length).toBe(40);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(area(page, 1)).toHaveCount(0);
  await expect(page.locator('.drawing-palette')).toHaveCount(0);
});

test('a tap adds one point where it is, of the chosen class; a drag sprays', async ({ page }) => {
  await draw(page);
  await page.getByRole('radio', { name: 'Class 1' }).check({ force: true });
  await stroke(page, [[0.75, 0.25]]);
  await expect.poll(async () => (await points(page)).length).toBe(7);
  const [x1, x2, label] = ((await points(page)).at(-1) ?? '').split(',').map(Number);
  expect(Math.abs((x1 ?? 0) - 1.5)).toBeLessThan(0.03);
  expect(Math.abs((x2 ?? 0) - 1.5)).toBeLessThan(0.03);
  expect(label).toBe(1);
  await stroke(page, [
    [0.1, 0.9],
    [0.9, 0.9],
  ]);
  await expect.poll(async () => (await points(page)).length).toBeGreaterThan(20);
});

test('a stroke is one step back; the training restarts when it ends and not before', async ({ page }) => {
  await draw(page);
  await expect.poll(() => steps(page)).toBeGreaterThan(30);
  await pause(page);
  const before = await steps(page);
  const box = await area(page, 1).boundingBox();
  if (box === null) throw new Error('no area');
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 140, box.y + 30, { steps: 10 });
  await page.waitForTimeout(300);
  expect(await steps(page)).toBe(before);
  expect(await points(page)).toHaveLength(6);
  await page.mouse.up();
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', '0');
  const drawn = (await points(page)).length;
  expect(drawn).toBeGreaterThan(8);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await points(page)).length).toBe(6);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(async () => (await points(page)).length).toBe(drawn);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await points(page)).length).toBe(6);
});

test('points are erased, and all of them cleared; too few are said to be so and can be had back', async ({
  page,
}) => {
  await draw(page);
  await page.getByRole('radio', { name: 'Erase' }).check({ force: true });
  // The point (2, 2).
  await stroke(page, [[5 / 6, 1 / 6]]);
  await expect.poll(async () => (await points(page)).length).toBe(5);
  await expect(page.locator('.drawing-palette')).toContainText('6 are the least');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(async () => (await points(page)).length).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await points(page)).length).toBe(6);
  await expect(page.locator('.drawing-palette')).not.toContainText('are the least');
});

test('keys move a cursor, place, erase, choose and undo', async ({ page }) => {
  await draw(page);
  await area(page, 1).focus();
  for (const key of ['2', 'Shift+ArrowRight', 'ArrowRight', 'ArrowUp', 'Space'])
    await page.keyboard.press(key);
  await expect.poll(async () => (await points(page)).at(-1)).toBe('0.6,0.1,2');
  await expect(page.locator('.drawing-palette').getByRole('status')).toHaveText(
    'Class 2 at (0.60, 0.10); 7 points',
  );
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await points(page)).length).toBe(6);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await points(page)).length).toBe(7);
  await page.keyboard.press('Escape');
  await expect(area(page, 1)).toHaveCount(0);
  await expect(page.locator('#draw-points')).toBeFocused();
});

test('values are drawn for a number to predict', async ({ page }) => {
  await draw(page);
  await page.getByRole('radio', { name: 'Values' }).check({ force: true });
  await stroke(page, [[0.5, 0.25]]);
  await expect.poll(async () => (await points(page)).at(-1)).toMatch(/,0\.5$/);
  await expect(lane(page, 1).locator('[data-figure="dev-accuracy"]')).toHaveCount(0);
});

test('a finger draws on the field and scrolls elsewhere', async ({ browser, browserName, baseURL }) => {
  test.skip(browserName === 'firefox', 'touch is sent by the protocol of Chromium');
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    ...(baseURL === undefined ? {} : { baseURL }),
  });
  const page = await context.newPage();
  await open(page, DRAWN);
  const session = await context.newCDPSession(page);
  const swipe = async (x: number, from: number, to: number): Promise<void> => {
    const touch = (type: string, y?: number) =>
      session.send('Input.dispatchTouchEvent', {
        type: type as 'touchStart',
        touchPoints: y === undefined ? [] : [{ x, y }],
      });
    await touch('touchStart', from);
    for (let part = 1; part <= 12; part += 1) await touch('touchMove', from + ((to - from) * part) / 12);
    await touch('touchEnd');
  };
  const scrolled = (): Promise<number> => page.evaluate(() => scrollY);
  const field = lane(page, 1).locator('.field-canvas');
  // Before anything is drawn the field scrolls as everything does.
  let box = await field.boundingBox();
  await swipe(195, (box?.y ?? 0) + 250, (box?.y ?? 0) + 60);
  await expect.poll(scrolled).toBeGreaterThan(20);
  await page.evaluate(() => {
    scrollTo(0, 0);
  });
  await page.locator('#settings').click();
  await page.locator('#draw-points').click();
  await expect(area(page, 1)).toBeVisible();
  await field.scrollIntoViewIfNeeded();
  await page.waitForTimeout(300);
  const before = await scrolled();
  box = await field.boundingBox();
  await swipe(195, (box?.y ?? 0) + 200, (box?.y ?? 0) + 60);
  await expect.poll(async () => (await points(page)).length).toBeGreaterThan(8);
  expect(await scrolled()).toBe(before);
  await context.close();
});

test('a table is read, its classes numbered, its far axis fitted', async ({ page }) => {
  await open(page, DRAWN);
  await page.getByRole('button', { name: 'From a table…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('textbox')
    .fill('age;income;class\r\n20;0,5;cat\r\n90;-1;dog\r\n55;2;cat\r\n30;1;dog\r\n40;0;cat\r\n50;1;dog');
  await expect(dialog).toContainText('6 points. The first line is taken as the header: age, income, class.');
  await expect(dialog).toContainText('cat → 0, dog → 1');
  await expect(dialog).toContainText('6 points lie outside the plane');
  await expect(dialog).toContainText('x1: 20 … 90 becomes −2.8 … 2.8');
  await dialog.getByRole('button', { name: 'Use these points' }).click();
  await expect(dialog).toHaveCount(0);
  expect(await points(page)).toEqual(['-2.8,0.5,0', '2.8,-1,1', '0,2,0', '-2,1,1', '-1.2,0,0', '-0.4,1,1']);
});

test('what is wrong in a table is named by line and column, in the visitor’s language, and stays in the box', async ({
  page,
}) => {
  await open(page, 'v=1&data.points=40');
  await page.getByRole('radio', { name: 'Own points' }).check({ force: true });
  await page.getByRole('button', { name: 'From a table…' }).click();
  const dialog = page.getByRole('dialog');
  const box = dialog.getByRole('textbox');
  const good = '1,1,0\n0,1,1\n1,0,0\n0,0,1\n2,2,0\n2,1,1';
  const text = `${good}\n1,two,0\n3,3`;
  await box.fill(text);
  await expect(dialog).toContainText('Line 7, x2: “two” is not a number. Allowed: a number such as −1.5.');
  await expect(dialog).toContainText('Line 8: “3,3” does not have three columns.');
  await expect(dialog.getByRole('button', { name: 'Use these points' })).toBeDisabled();
  await dialog.getByRole('button', { name: /Line 7/ }).click();
  expect(
    await box.evaluate((element) =>
      element instanceof HTMLTextAreaElement
        ? element.value.slice(element.selectionStart, element.selectionEnd)
        : '',
    ),
  ).toBe('1,two,0');
  await expect(box).toHaveValue(text);
  await dialog.getByRole('button', { name: 'Use the 6 good lines only' }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(async () => (await points(page)).join('\n')).toBe(good);
});

test('points that the core will not have stay in the box, with the reason', async ({ page }) => {
  await open(page, `${DRAWN}&lang=ko`);
  await page.getByRole('button', { name: '표에서…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('1,1,0\n0,0,1');
  await dialog.getByRole('button', { name: '이 점으로 학습' }).click();
  await expect(dialog).toContainText('6개 이상 필요합니다');
  await expect(dialog.getByRole('textbox')).toHaveValue('1,1,0\n0,0,1');
  expect(await points(page)).toHaveLength(6);
});

test('a table that is dropped on the page is opened', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['0,0,a\n1,1,b'], 'mine.csv', { type: 'text/csv' }));
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
    );
  });
  await expect(page.getByRole('dialog').getByRole('textbox')).toHaveValue('0,0,a\n1,1,b');
});
