/** What is taken out of the page, and experiments that are brought in. */

import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { lane, open, pause, steps, TWO_LANES, weights } from './page';

async function opened(page: Page, hash = TWO_LANES): Promise<Locator> {
  await open(page, hash);
  await expect.poll(() => steps(page)).toBeGreaterThan(20);
  await pause(page);
  await page.locator('#export').click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Firefox saves what the page makes, but its protocol does not report such a download. */
function needsDownloads(browserName: string): void {
  test.skip(browserName === 'firefox', 'downloads of what a page made are not reported by Firefox');
}

/** Presses a button of a section and gives the file that is saved. */
async function saved(
  page: Page,
  section: string | RegExp,
  button: string,
): Promise<{ readonly name: string; readonly bytes: Buffer; readonly text: string }> {
  const download = page.waitForEvent('download');
  await page
    .getByRole('dialog')
    .getByLabel(section, { exact: true })
    .getByRole('button', { name: button, exact: true })
    .click();
  const file = await download;
  const bytes = await readFile(await file.path());
  return { name: file.suggestedFilename(), bytes, text: bytes.toString('utf8') };
}

test('the dialog is reached and left by keyboard, and nothing is wrong with it', async ({ page }) => {
  const dialog = await opened(page);
  await page.keyboard.press('r');
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('#export')).toBeFocused();
  // The page's keys were not the dialog's.
  expect(await steps(page)).toBeGreaterThan(20);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
});

test('an experiment goes out as JSON and comes in again', async ({ page, browserName }) => {
  needsDownloads(browserName);
  await opened(page);
  const { name, text } = await saved(page, 'Experiment (JSON)', 'Download');
  expect(name).toBe('trainscope-spiral-experiment.json');
  expect(JSON.parse(text)).toMatchObject([{ dropout: { p: 0 } }, { dropout: { p: 0.5 } }]);
  await page.keyboard.press('Escape');
  await page.locator('#reset').click();
  const before = await weights(page, 2, 0);
  // Another experiment in the same page, which rests.
  await open(page, 'v=1&data.points=77');
  await page.locator('#export').click();
  await page.getByRole('button', { name: 'Open JSON…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open an experiment' });
  await dialog.getByRole('textbox').fill(text);
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.card')).toHaveCount(2);
  expect(await weights(page, 2, 0)).toBe(before);
  await expect(page).toHaveURL(/lane2\.dropout\.p=0\.5/);
});

test('what is wrong with JSON is said by field, in the visitor’s language, and nothing is lost', async ({
  page,
}) => {
  await open(page, `${TWO_LANES}&lang=ko`);
  await page.locator('#export').click();
  await page.getByRole('button', { name: 'JSON 열기…' }).click();
  const dialog = page.getByRole('dialog', { name: '실험 열기' });
  const box = dialog.getByRole('textbox');
  const load = dialog.getByRole('button', { name: '열기', exact: true });
  const text = '[{"dropout": {"p": 2, "q": 1}},\n {"version": 3, "data": {"points": 3}}]';
  await box.fill(text);
  await load.click();
  await expect(dialog.getByRole('listitem')).toHaveText([
    /신경망 1: “dropout\.q”/,
    /신경망 2: “3” 버전/,
    /신경망 1: 드롭아웃 p: “2”.*0부터 0\.95까지/,
    /신경망 2: .*“3”.*20부터 20000까지의 정수/,
  ]);
  await expect(box).toHaveValue(text);
  await box.fill('{"data": {\n "points" 50}}');
  await load.click();
  await expect(dialog.getByRole('listitem')).toHaveText(['2행 11열부터 JSON 형식이 아닙니다.']);
  await box.fill('3');
  await load.click();
  await expect(dialog.getByRole('listitem')).toContainText('실험이 아닙니다');
  await box.fill('[]');
  await load.click();
  await expect(dialog.getByRole('listitem')).toHaveText('신경망이 0개입니다. 허용 범위: 1–4개.');
  await box.fill('{"data": {"points": 50}}');
  await load.click();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.card')).toHaveCount(1);
  await expect(page.locator('#c-data-points')).toHaveValue('50');
});

test('an experiment that is dropped on the page, or chosen as a file, is opened', async ({ page }) => {
  await open(page, TWO_LANES);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['{"data": {"points": 64}}'], 'e.json', { type: 'application/json' }));
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
    );
  });
  await expect(page.locator('#c-data-points')).toHaveValue('64');
  await page.locator('#export').click();
  await page.getByRole('button', { name: 'Open JSON…' }).click();
  await page.locator('input[type="file"]').setInputFiles({
    name: 'e.json',
    mimeType: 'application/json',
    buffer: Buffer.from('[{"data": {"points": 90}}, {}]'),
  });
  await expect(page.locator('.card')).toHaveCount(2);
});

test('the PyTorch script is of the chosen lane, and says whether its losses can agree', async ({
  page,
  browserName,
}) => {
  needsDownloads(browserName);
  const dialog = await opened(page);
  await expect(dialog).toContainText('the same losses over the first 200 steps');
  const same = await saved(page, 'PyTorch script', 'Download');
  expect(same.name).toBe('trainscope-spiral-lane1-pytorch.py');
  expect(same.text).toContain('largest difference from trainscope');
  expect(same.text).toContain('STEPS = 200');
  expect(same.text).toContain(await page.evaluate(() => location.href));
  await dialog.getByRole('radio', { name: 'Lane 2' }).check({ force: true });
  await expect(dialog).toContainText('masks are PyTorch’s own');
  const other = await saved(page, 'PyTorch script', 'Download');
  expect(other.name).toBe('trainscope-spiral-lane2-pytorch.py');
  expect(other.text).toContain('nn.Dropout(0.5)');
});

test('weights are those of the moment, in both forms', async ({ page, browserName }) => {
  needsDownloads(browserName);
  await opened(page);
  const csv = await saved(page, 'Weights', 'CSV');
  expect(csv.name).toBe('trainscope-spiral-lane1-weights.csv');
  // 2 – 6 – 6 – 1, with biases, and the header.
  expect(csv.text.trim().split('\n')).toHaveLength(1 + 18 + 42 + 7);
  const json = await saved(page, 'Weights', 'JSON');
  expect(JSON.parse(json.text)).toMatchObject({
    step: await steps(page),
    layers: [{ name: 'hidden_1' }, {}, {}],
  });
});

test('curves go out as a table', async ({ page, browserName }) => {
  needsDownloads(browserName);
  await opened(page, `${TWO_LANES}&runs=8`);
  const { name, text } = await saved(page, 'Curves', 'CSV');
  expect(name).toBe('trainscope-spiral-curves.csv');
  const [head = '', first = '', ...rest] = text.trim().split('\n');
  expect(head.split(',')).toHaveLength(1 + 2 * 5 * 3);
  expect(first).toMatch(/^0,/);
  expect(rest.at(-1)?.split(',')[0]).toBe(String(await steps(page)));
});

test('pictures are PNG at twice the size, curves SVG too', async ({ page, browserName }) => {
  needsDownloads(browserName);
  const dialog = await opened(page);
  const size = (bytes: Buffer): readonly number[] => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const field = await saved(page, 'Decision field', 'PNG');
  expect(field.name).toBe('trainscope-spiral-lane1-field.png');
  expect(field.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(size(field.bytes)[0]).toBe(960);
  await dialog.getByRole('radio', { name: 'Dark' }).check({ force: true });
  const dark = await saved(page, 'Decision field', 'PNG');
  expect(dark.bytes.equals(field.bytes)).toBe(false);
  expect(size((await saved(page, 'Network', 'PNG')).bytes)[0]).toBe(1344);
  expect(size((await saved(page, 'Loss curve', 'PNG')).bytes)[0]).toBe(1440);
  const svg = await saved(page, 'Accuracy curve', 'SVG');
  expect(svg.name).toBe('trainscope-spiral-accuracy.svg');
  const shown = await page.evaluate((text) => {
    const made = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      wrong: made.querySelector('parsererror')?.textContent ?? '',
      texts: [...made.querySelectorAll('text')].map((element) => element.textContent),
    };
  }, svg.text);
  expect(shown.wrong).toBe('');
  expect(shown.texts).toEqual(expect.arrayContaining(['Accuracy', 'dev', 'train']));
  expect(shown.texts.join('')).toContain('lane2.dropout.p=0.5');
  // The page keeps its own colours.
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

for (const view of ['signals', 'weights', 'dropout', 'step', 'surface'])
  test(`an open view goes out as a picture: ${view}`, async ({ page, browserName }) => {
    needsDownloads(browserName);
    await opened(page, `${TWO_LANES}&view=${view}`);
    await expect(page.locator('#tab-panel canvas').first()).toBeVisible();
    const shown = await page.locator('#tab-panel > .lens').boundingBox();
    const { name, bytes } = await saved(page, /^Open view/, 'PNG');
    expect(name).toBe(`trainscope-spiral-${view}.png`);
    // As wide as it stands on the page, with a margin, twice over.
    expect(bytes.readUInt32BE(16)).toBeCloseTo(2 * (Math.floor(shown?.width ?? 0) + 32), -1);
    // What is drawn in it is more than its background.
    const colors = await page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const pixels = new Uint32Array(
        context?.getImageData(0, 0, image.width, image.height).data.buffer ?? new ArrayBuffer(0),
      );
      return new Set(pixels).size;
    }, bytes.toString('base64'));
    expect(colors).toBeGreaterThan(100);
  });

test('the script is copied', async ({ page, context, browserName }) => {
  test.skip(browserName === 'firefox', 'the clipboard needs a permission that Firefox has no name for');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const dialog = await opened(page);
  await dialog.getByLabel('PyTorch script').getByRole('button', { name: 'Copy' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('import torch');
  await expect(lane(page, 1)).toBeVisible();
});
