/** Lanes that are added, removed and made of values, and what several runs of them show. */

import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { lane, open, pause, TWO_LANES, weights, write } from './page';

const RUNS = `${TWO_LANES}&runs=8`;

/** What stands on a lane's field, as one text. */
function picture(page: Page, number: number): Promise<string> {
  return lane(page, number)
    .locator('.field-canvas')
    .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ''));
}

/** At step 0, when nothing is drawn any more. */
async function atRest(page: Page): Promise<void> {
  await pause(page);
  await page.locator('#reset').click();
  await weights(page, 1, 0);
  let before = '';
  await expect
    .poll(async () => {
      const now = await picture(page, 1);
      const same = now === before;
      before = now;
      return same;
    })
    .toBe(true);
}

test('a lane is duplicated, and the copy is what is changed next', async ({ page }) => {
  await open(page, TWO_LANES);
  await lane(page, 2).getByRole('button', { name: 'Duplicate lane 2' }).click();
  await expect(page.locator('.card')).toHaveCount(3);
  await expect(page.locator('#c-dropout-p')).toHaveValue('0.5');
  await write(page, 'dropout.p', '0.8');
  await expect(page).toHaveURL(/lanes=3/);
  await expect(page).toHaveURL(/lane3\.dropout\.p=0\.8/);
  await expect(lane(page, 2).locator('.lane-chips')).toHaveText(/Dropout p = 0\.5/);
  await expect(lane(page, 3).locator('.lane-chips')).toHaveText(/Dropout p = 0\.8/);
});

test('four lanes are the most and one the least, and the buttons say so', async ({ page }) => {
  await open(page, TWO_LANES);
  await lane(page, 1).getByRole('button', { name: 'Duplicate lane 1' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.card')).toHaveCount(3);
  await lane(page, 1).getByRole('button', { name: 'Duplicate lane 1' }).click();
  await expect(page.locator('.card')).toHaveCount(4);
  const full = lane(page, 4).getByRole('button', { name: 'Duplicate lane 4: 4 lanes are the most' });
  await expect(full).toHaveAttribute('aria-disabled', 'true');
  await full.click({ force: true });
  await expect(page.locator('.card')).toHaveCount(4);
  await page.locator('#lanes').selectOption('1');
  await expect(lane(page, 1).getByRole('button', { name: /Remove lane 1/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

test('a lane that was removed comes back with its name and settings', async ({ page }) => {
  await open(page, TWO_LANES);
  const name = lane(page, 2).locator('.lane-name');
  await name.fill('with dropout');
  await name.press('Enter');
  await lane(page, 2).getByRole('button', { name: 'Remove lane 2' }).click();
  await expect(page.locator('.card')).toHaveCount(1);
  await expect(page.locator('.undo-bar')).toContainText('Removed: with dropout (Dropout p = 0.5).');
  await expect(page.locator('#undo-lanes')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.card')).toHaveCount(2);
  await expect(name).toHaveValue('with dropout');
  await expect(page.locator('#c-dropout-p')).toHaveValue('0 | 0.5');
  await expect(page.locator('.undo-bar')).toHaveCount(0);
  await expect(page).toHaveURL(/lane2\.name=with\+dropout/);
});

test('a control that differs carries a bar, and the chips say what differs and nothing else', async ({
  page,
}) => {
  await open(page, `${TWO_LANES}&lane1.initialization.weights=normal&lane1.initialization.sigma=0.5`);
  const bar = (path: string): Promise<string> =>
    page
      .locator(`[data-path="${path}"]`)
      .first()
      .evaluate((row) => getComputedStyle(row, '::before').width);
  for (const path of ['dropout.p', 'initialization.weights', 'initialization.sigma'])
    expect(await bar(path), path).toBe('3px');
  expect(await bar('training.learning_rate')).not.toBe('3px');
  await expect(lane(page, 1).locator('.lane-chips > li')).toHaveText([
    'Weights = Normal',
    'Standard deviation = 0.5',
    'Dropout p = 0',
  ]);
  // A standard deviation that this scheme does not use sets nothing apart.
  await expect(lane(page, 2).locator('.lane-chips > li')).toHaveText([/Weights = /, 'Dropout p = 0.5']);
});

test('values of a field become lanes, from a preset', async ({ page }) => {
  await open(page, TWO_LANES);
  await page.getByRole('button', { name: 'Compare values…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Compare values' });
  await dialog.getByRole('button', { name: 'Initialization' }).click();
  await expect(dialog.getByLabel('Weights in lane 2')).toHaveValue('normal');
  await expect(dialog.getByLabel('Standard deviation in lane 4')).toHaveValue('1');
  await dialog.getByLabel('Copies of').selectOption({ label: 'Lane 2' });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await dialog.getByRole('button', { name: 'Compare 4 lanes' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.card')).toHaveCount(4);
  await expect(lane(page, 1).locator('.lane-chips > li')).toHaveText(['Weights = All zeros']);
  await expect(lane(page, 4).locator('.lane-chips > li')).toHaveText([
    'Weights = Normal',
    'Standard deviation = 1',
  ]);
  await expect(page.locator('#c-dropout-p')).toHaveValue('0.5');
  await expect(lane(page, 4).locator('[data-figure="train-loss"]')).not.toHaveText('—');
  const address = page.url();
  await page.locator('#undo-lanes').click();
  await expect(page.locator('.card')).toHaveCount(2);
  await expect(page.locator('#c-dropout-p')).toHaveValue('0 | 0.5');
  await open(page, address.slice(address.indexOf('#') + 1));
  await expect(page.locator('.card')).toHaveCount(4);
  await expect(lane(page, 4).locator('.lane-chips > li')).toHaveText([
    'Weights = Normal',
    'Standard deviation = 1',
  ]);
});

test('a field is compared from its own row, and what is not allowed stays in its box', async ({ page }) => {
  await open(page, 'v=1&data.points=100&network.layers=6');
  const row = page.locator('[data-path="training.momentum"], [data-path="inputs.noise_inputs"]').first();
  // Without a pointer that hovers the button is there while its row has the focus.
  await row.getByRole('textbox').focus();
  await row.getByRole('button', { name: 'Compare values of Noise inputs' }).click();
  const dialog = page.getByRole('dialog');
  const second = dialog.getByLabel('Noise inputs in lane 2');
  await expect(second).toBeFocused();
  await dialog.getByRole('button', { name: 'Compare 2 lanes' }).click();
  await expect(dialog.getByRole('alert')).toHaveText(/Allowed: a whole number from 0 to/);
  await second.fill('2x');
  await second.press('Enter');
  await expect(second).toHaveValue('2x');
  await expect(second).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByRole('alert')).toHaveText(/Noise inputs: “2x” is not allowed\./);
  await second.fill('0');
  await second.press('Enter');
  await expect(dialog.getByRole('alert')).toHaveText('This is the same as lane 1.');
  await dialog.getByRole('button', { name: 'Add a value' }).click();
  await dialog.getByLabel('Noise inputs in lane 3').fill('4');
  await second.fill('2');
  await second.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('#c-inputs-noise_inputs')).toHaveValue('0 | 2 | 4');
  await expect(row.getByRole('button', { name: /Compare/ })).toBeFocused();
});

test('keys of the page do nothing in the dialog, and Esc closes it', async ({ page }) => {
  await open(page, TWO_LANES);
  await pause(page);
  const step = await page.locator('#step-count').getAttribute('data-step');
  await page.getByRole('button', { name: 'Compare values…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Dropout p' }).focus();
  for (const key of ['r', 'ArrowRight', '2']) await page.keyboard.press(key);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', step ?? '');
  await expect(page.getByRole('radio', { name: 'All', exact: true })).toBeChecked();
});

test('what the core refuses of the values is said in the dialog, and nothing is replaced', async ({
  page,
}) => {
  await open(page, 'v=1&lanes=2&runs=32&network.layers=256,256&data.points=40&lane2.dropout.p=0.5');
  await page.getByRole('button', { name: 'Compare values…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Setting').selectOption('network.layers');
  for (const number of [1, 2, 3, 4])
    await dialog
      .getByLabel(`Hidden layers in lane ${number}`)
      .fill([...Array<string>(30).fill('256'), `${250 + number}`].join(','));
  await dialog.getByRole('button', { name: 'Compare 4 lanes' }).click();
  await expect(dialog.getByRole('alert')).toContainText(/Use fewer runs/);
  await page.keyboard.press('Escape');
  await expect(page.locator('.card')).toHaveCount(2);
});

test("every run's boundary is drawn, and can be taken away", async ({ page }) => {
  await open(page, RUNS);
  await atRest(page);
  const box = lane(page, 1).getByRole('checkbox', { name: 'boundaries of all 8 runs' });
  const all = await picture(page, 1);
  await box.uncheck();
  await expect.poll(() => picture(page, 1)).not.toBe(all);
  const one = await picture(page, 1);
  await expect(lane(page, 2).getByRole('checkbox', { name: /boundaries/ })).not.toBeChecked();
  await box.check();
  // At rest the lines are of the step at rest, and so the same again.
  await expect.poll(() => picture(page, 1)).toBe(all);
  await page.locator('#runs').selectOption('1');
  await expect(box).toHaveCount(0);
  await weights(page, 1, 0);
  await expect.poll(() => picture(page, 1)).toBe(one);
});

test('so many runs solved it, with an interval and a mark that can be moved', async ({ page }) => {
  await open(page, `${RUNS}&data.dataset=gaussians`);
  const solved = lane(page, 1).locator('.solved');
  await expect(lane(page, 1).locator('.note')).toContainText('Median of 8 runs');
  await expect(solved).toContainText('8 of 8 runs solved it (95% interval 68%–100%). Solved: dev accuracy ≥');
  await pause(page);
  await solved.getByRole('combobox', { name: 'Solved at' }).selectOption('99%');
  await expect(page).toHaveURL(/solved=99/);
  await write(page, 'data.label_noise', '0.2');
  await expect(solved).toContainText('of true classes right; with this label noise, dev accuracy ≥ 79.4%.');
  await page.locator('#c-data-dataset, [name="c-data-dataset"][value="wave"]').last().check({ force: true });
  await expect(solved).toContainText(/of the variance on dev .*R² ≥ 0\.\d\d/);
});

test('every run has a thin curve on request', async ({ page }) => {
  await open(page, RUNS);
  await pause(page);
  const canvas = page.locator('[data-plot="loss"] canvas');
  const drawn = (): Promise<string> =>
    canvas.evaluate((element) => (element instanceof HTMLCanvasElement ? element.toDataURL() : ''));
  const band = await drawn();
  await page.getByRole('checkbox', { name: 'Every run' }).check();
  await expect(page.locator('.curves-head')).toContainText('thin: dev of each run');
  await expect.poll(drawn).not.toBe(band);
  await page.getByRole('checkbox', { name: 'Every run' }).uncheck();
  await expect.poll(drawn).toBe(band);
});

test('every seed is to be seen and changed, and a drawn one is written out', async ({ page }) => {
  await open(page, TWO_LANES);
  await pause(page);
  await page.locator('#reset').click();
  const first = await weights(page, 1, 0);
  for (const name of ['data', 'split', 'init', 'batches', 'masks', 'augmentation'])
    await expect(page.locator(`#c-seeds-${name}`)).toHaveValue(/^\d+$/);
  await page.getByRole('button', { name: 'New Weights seed' }).click();
  await expect(page).toHaveURL(/seeds\.init=\d+/);
  await expect(lane(page, 1)).not.toHaveAttribute('data-weights-hash', first);
  await page.locator('#c-seeds-init').fill('1');
  await page.locator('#c-seeds-init').press('Enter');
  await expect(lane(page, 1)).toHaveAttribute('data-weights-hash', first);
  // New data are new data for the same initial weights.
  await write(page, 'seeds.data', '77');
  expect(await weights(page, 1, 0)).toBe(first);
});

for (const size of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
])
  test(`four lanes of many runs fit ${size.width} pixels, and axe finds nothing`, async ({ page }) => {
    await page.setViewportSize(size);
    await open(
      page,
      'v=1&lanes=2&runs=8&data.points=100&network.layers=6&lane2.dropout.p=0.5&lane2.dropout.input=0.1',
    );
    await lane(page, 1).getByRole('button', { name: 'Duplicate lane 1' }).click();
    await lane(page, 1).getByRole('button', { name: 'Duplicate lane 1' }).click();
    await expect(page.locator('.card')).toHaveCount(4);
    await lane(page, 4).getByRole('button', { name: 'Remove lane 4' }).click();
    await pause(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over).toBeLessThanOrEqual(0);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
