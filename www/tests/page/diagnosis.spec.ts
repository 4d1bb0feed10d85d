/** The diagnosis: its figures are the cards', the test set is hidden and its looks are counted, and remedies do what they say. */

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { lane, open, pause, steps, write } from './page';

const section = (page: Page, number = 1): Locator => page.locator('.diagnosis-lane').nth(number - 1);
const verdict = (page: Page, number = 1): Locator => section(page, number).locator('.diagnosis-verdict');
const value = (page: Page, rung: string, number = 1): Locator =>
  section(page, number).locator(`[data-rung="${rung}"] .ladder-value`);
const look = (page: Page, number = 1): Locator => section(page, number).locator('.ladder-look');
const looks = (page: Page, number = 1): Locator => section(page, number).locator('[data-looks]');
const remedy = (page: Page, name: string): Locator => section(page).locator(`[data-remedy="${name}"]`);

/** A linear model on a circle: biased, and quickly known to be. */
const LINEAR = 'v=1&data.dataset=circle&data.points=200&data.noise=0&network.layers=';
/** Few points, a large network and wrong labels. */
const FEW =
  'v=1&data.dataset=gaussians&data.points=120&data.noise=0.5&data.label_noise=0.2&network.layers=32,32&training.optimizer=adam&training.learning_rate=0.01';

/** Opens the tab on an experiment that rests after some steps, with its Bayes error known. */
async function openAt(page: Page, hash: string, least = 200): Promise<void> {
  await open(page, `${hash}&view=diagnosis`);
  await expect.poll(() => steps(page)).toBeGreaterThan(least);
  await pause(page);
  await expect(verdict(page)).toHaveAttribute('data-verdict', /./, { timeout: 30_000 });
}

async function percent(from: Locator): Promise<number> {
  return Number((await from.innerText()).replace('%', '').replace('−', '-'));
}

test('errors are what the card’s accuracies leave, and the bias of a linear model is named', async ({
  page,
}) => {
  await openAt(page, LINEAR);
  for (const [rung, figure] of [
    ['train', 'train-accuracy'],
    ['dev', 'dev-accuracy'],
  ] as const) {
    const accuracy = await percent(lane(page, 1).locator(`[data-figure="${figure}"]`));
    expect(await percent(value(page, rung))).toBeCloseTo(100 - accuracy, 6);
  }
  await expect(value(page, 'bayes')).toHaveText('0.0%');
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'bias');
  await expect(verdict(page)).toContainText(/Avoidable bias: .* largest gap of at least 2\.0 points/s);
  await expect(section(page).locator('[data-gap="bias"]')).toHaveAttribute('data-cause', '');
  await expect(page.locator('.diagnosis-rules')).toContainText('at least 2 percentage points');
  // The table holds the same figures.
  await page.locator('.diagnosis details summary').click();
  const train = page.locator('.diagnosis tbody tr', { hasText: /^\s*Train\s/ }).first();
  await expect(train.locator('td').first()).toHaveText(await value(page, 'train').innerText());
  const found = await new AxeBuilder({ page }).include('#stage').analyze();
  expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

test('in regression the errors are the card’s losses', async ({ page }) => {
  await openAt(page, 'v=1&data.dataset=wave&data.noise=0.2&data.points=100');
  await expect(value(page, 'train')).toHaveText(
    await lane(page, 1).locator('[data-figure="train-loss"]').innerText(),
  );
  await expect(value(page, 'dev')).toHaveText(
    await lane(page, 1).locator('[data-figure="dev-loss"]').innerText(),
  );
  // The noise's variance.
  await expect(value(page, 'bayes')).toHaveText('0.040');
  await expect(section(page)).toContainText('mean squared error');
});

test('the test set is hidden, each look is counted, and only other test points begin at 0', async ({
  page,
}) => {
  await openAt(page, LINEAR);
  await expect(value(page, 'test')).toHaveCount(0);
  await expect(section(page).locator('[data-gap="devOverfit"]')).toHaveCount(0);
  await expect(looks(page)).toHaveText('Looks at the test set: 0');
  await look(page).press('Enter');
  await expect(section(page).locator('h3')).toBeFocused();
  await expect(value(page, 'test')).toHaveText(/^\d+\.\d%$/);
  await expect(section(page).locator('[data-gap="devOverfit"]')).toBeVisible();
  await expect(looks(page)).toHaveText('Looks at the test set: 1');
  await expect(section(page)).toContainText('What is chosen by a look');
  // It is of this step: a step further it is hidden again, and still told of.
  const seen = await value(page, 'test').innerText();
  const at = await steps(page);
  await page.locator('#step').click();
  await expect(look(page)).toBeVisible();
  await expect(section(page)).toContainText(`Last look: ${seen} at step ${at}.`);
  // While it plays a look pauses first.
  await page.locator('#play').click();
  await look(page).click();
  await expect(looks(page)).toHaveText('Looks at the test set: 2');
  await expect(page.locator('body')).toHaveAttribute('data-playing', 'no');
  // Showing the test points is no look at a figure.
  expect(page.url()).not.toContain('look');
  // Another model is tried on the same points.
  await write(page, 'initialization.gain', '2');
  await expect(verdict(page)).toContainText('Nothing has been trained yet');
  await expect(looks(page)).toHaveText('Looks at the test set: 2');
  // Points that are set aside from training leave the test set as it is; another split does not.
  await write(page, 'split.train_dev', '0.2');
  await expect(section(page).locator('[data-rung="trainDev"] .ladder-value')).toBeVisible();
  await expect(looks(page)).toHaveText('Looks at the test set: 2');
  await write(page, 'seeds.split', '7');
  await expect(looks(page)).toHaveText('Looks at the test set: 0');
});

test('looks outlive another tab, and lanes with the same points share them', async ({ page }) => {
  await openAt(page, `${LINEAR}&lanes=2&lane2.network.layers=8`);
  await look(page, 2).click();
  for (const number of [1, 2]) await expect(looks(page, number)).toHaveText('Looks at the test set: 1');
  await expect(look(page, 1)).toBeVisible();
  await page.locator('#tab-weights').click();
  await page.locator('#tab-diagnosis').click();
  for (const number of [1, 2]) await expect(looks(page, number)).toHaveText('Looks at the test set: 1');
});

test('“Train on” goes on to exactly twice the steps', async ({ page }) => {
  await openAt(page, `${LINEAR}&speed=64`, 100);
  const before = await steps(page);
  await remedy(page, 'longer').getByRole('button').click();
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', String(2 * before));
  await expect(page.locator('body')).toHaveAttribute('data-playing', 'no');
  expect(await steps(page)).toBe(2 * before);
});

test('a remedy changes its lane, or opens a copy beside it, and says beforehand to what', async ({
  page,
}) => {
  await openAt(page, `${LINEAR}2`);
  await expect(remedy(page, 'wider')).toContainText('Hidden layers: 2 → 4');
  await remedy(page, 'wider')
    .getByRole('button', { name: /^New lane beside/ })
    .click();
  await expect(page.locator('.card')).toHaveCount(2);
  await expect(lane(page, 2).locator('.lane-chips')).toContainText('Hidden layers = 4');
  await expect(section(page, 2).locator('h3')).toBeFocused();
  await page.locator('#play').click();
  await expect.poll(() => steps(page)).toBeGreaterThan(100);
  await pause(page);
  await remedy(page, 'deeper')
    .getByRole('button', { name: /^Change it/ })
    .click();
  await expect(lane(page, 1).locator('.lane-chips')).toContainText('Hidden layers = 2 – 2');
  await expect(lane(page, 2).locator('.lane-chips')).toContainText('Hidden layers = 4');
  await expect(section(page, 1).locator('h3')).toBeFocused();
});

test('against variance there is data, and no augmentation that breaks labels; four lanes are enough', async ({
  page,
}) => {
  await openAt(page, `${FEW}&runs=8&lanes=4`, 600);
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'variance');
  await expect(remedy(page, 'moreData')).toContainText('Points: 120 → 240');
  await expect(remedy(page, 'l2')).toBeVisible();
  await expect(remedy(page, 'earlyStopping')).toBeVisible();
  await expect(remedy(page, 'augmentation')).not.toContainText('180');
  const beside = remedy(page, 'moreData').getByRole('button', { name: /^New lane beside/ });
  await expect(beside).toHaveAttribute('aria-disabled', 'true');
  await beside.click({ force: true });
  await expect(page.locator('.card')).toHaveCount(4);
});

test('what is lacking is said, with the button that mends it', async ({ page }) => {
  await openAt(page, `${LINEAR}&target.rotation=90&target.shift_x1=2`);
  await expect(section(page)).toContainText('variance and mismatch are one gap');
  await expect(section(page)).toContainText('One run');
  await section(page).locator('[data-set="runs"]').click();
  await expect(page.locator('#runs')).toHaveValue('8');
  await section(page).locator('[data-set="train-dev"]').click();
  await expect(section(page).locator('[data-rung="trainDev"] .ladder-value')).toBeVisible();
  await expect(section(page)).not.toContainText('one gap');
  await page.locator('#play').click();
  await expect.poll(() => steps(page)).toBeGreaterThan(100);
  await pause(page);
  await expect(section(page).locator('[data-gap="mismatch"]')).toBeVisible();
});

test('own points have no Bayes error, and it is said', async ({ page }) => {
  const points = Array.from({ length: 40 }, (_, i) => `${(i % 8) / 2 - 2},${Math.floor(i / 8) - 2},${i % 2}`);
  await openAt(page, `v=1&data.dataset=custom&data.custom=${points.join(';')}`, 50);
  await expect(section(page)).toContainText('no Bayes error');
  await expect(section(page).locator('[data-gap="bias"]')).toHaveCount(0);
  await expect(value(page, 'train')).toHaveText(/%$/);
});

test('the Bayes-optimal boundary is drawn over the field while the tab is open', async ({ page }) => {
  await openAt(page, 'v=1&data.dataset=gaussians&data.points=60');
  const picture = (): Promise<string> =>
    page.evaluate(() => document.querySelector<HTMLCanvasElement>('.field-canvas')?.toDataURL() ?? '');
  const before = await picture();
  await page.locator('#diagnosis-optimal').check();
  await expect.poll(picture).not.toBe(before);
  await page.locator('#diagnosis-optimal').uncheck();
  await expect.poll(picture).toBe(before);
  await page.locator('#diagnosis-optimal').check();
  await expect.poll(picture).not.toBe(before);
  await page.locator('#tab-weights').click();
  await expect.poll(picture).toBe(before);
});

test('on a phone in Korean nothing is cut off, and axe finds nothing', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openAt(page, `${LINEAR}&lanes=2&lane2.network.layers=4&lang=ko`);
  await expect(verdict(page)).toContainText('회피 가능 편향');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  const widths = await page
    .locator('.ladder-range')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
  expect(Math.max(...widths)).toBeLessThanOrEqual(390);
  const found = await new AxeBuilder({ page }).include('#stage').analyze();
  expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
