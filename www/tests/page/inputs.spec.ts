/** The inputs' tab: scales, normalization, the stretched loss and the leak. */

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { lane, open, pause, steps } from './page';

function card(page: Page, number: number) {
  return page.locator(`.inputs-lane[data-lane="${number - 1}"]`);
}

test('scales of 1 : 100 stretch the loss, standardizing makes it round', async ({ page }) => {
  await open(page, 'v=1&view=inputs');
  await page.locator('#inputs-demo').click();
  await expect(page.locator('.card')).toHaveCount(2);
  await expect(card(page, 1).locator('h3')).toContainText('None');
  await expect(card(page, 2).locator('h3')).toContainText('Standardize');
  const condition = async (number: number): Promise<number> =>
    Number((await card(page, number).locator('[data-figure="condition"]').innerText()).replaceAll(',', ''));
  await expect.poll(() => condition(1)).toBeGreaterThan(10_000);
  await expect.poll(() => condition(2)).toBeLessThan(3);
  await expect(card(page, 1).locator('figcaption')).toContainText('weight of age (in decades from 40)');
  await expect(card(page, 2).locator('figcaption')).toContainText(
    'weight of income (in standard deviations)',
  );
  // The picture is that of the step at rest.
  await pause(page);
  const step = (await steps(page)).toLocaleString('en-US');
  for (const number of [1, 2]) {
    await expect(card(page, number).locator('figcaption')).toContainText(`as of step ${step};`);
    await expect(card(page, number).locator('canvas')).toHaveAttribute(
      'aria-label',
      /with the path of run 1/,
    );
  }
  // What is slow has come less far.
  const loss = async (number: number): Promise<number> =>
    Number(await lane(page, number).locator('[data-figure="train-loss"]').innerText());
  expect(await loss(1)).toBeGreaterThan(await loss(2));
});

test('a table says how the inputs lie, before and after', async ({ page }) => {
  await open(page, 'v=1&view=inputs&inputs.normalization=min_max&inputs.noise_inputs=1&inputs.scale=10,1');
  const rows = card(page, 1).locator('> .inputs-scroll tbody tr');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(2).locator('th')).toHaveText('noise ε₁');
  const range = (await rows.nth(0).locator('td').nth(2).innerText())
    .replaceAll('−', '-')
    .split(' … ')
    .map(Number);
  expect(Math.abs(range[0] ?? 0) + Math.abs(range[1] ?? 0)).toBeGreaterThan(20);
});

test('the path, and both sets of statistics, can be read as tables', async ({ page }) => {
  await open(page, 'v=1&view=inputs&inputs.normalization=min_max&data.noise=0.3');
  await pause(page);
  await expect(card(page, 1).locator('figcaption')).toContainText('as of step');
  const path = card(page, 1).locator('details').first();
  const statistics = card(page, 1).locator('details').last();
  await path.locator('summary').press('Enter');
  const last = path.locator('tbody tr').last();
  await expect(last.locator('th')).toHaveText((await steps(page)).toLocaleString('en-US'));
  // The newest loss in the table is the one on the lane's card.
  await expect(last.locator('td').nth(2)).toHaveText(
    await lane(page, 1).locator('[data-figure="train-loss"]').innerText(),
  );
  await statistics.locator('summary').click();
  const rows = statistics.locator('tbody tr');
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(1)).toContainText('all points');
  // Dev and test reach further than train, so that some input leaves the range from −1 to 1.
  const apart = await Promise.all([1, 3].map((row) => rows.nth(row).locator('td').last().innerText()));
  expect(Math.max(...apart.map(Number))).toBeGreaterThan(0);
});

test('a picture that was begun while it trained is of the step at which it was begun, and made anew at rest', async ({
  page,
}) => {
  // Slow enough to compute that the training goes on meanwhile.
  await open(page, 'v=1&lanes=2&view=inputs&network.layers=32,32&data.points=2000&speed=1');
  await expect(card(page, 2).locator('figcaption')).toContainText('as of step', { timeout: 20_000 });
  await pause(page);
  const step = (await steps(page)).toLocaleString('en-US');
  for (const number of [1, 2]) {
    const own = card(page, number);
    await expect(own.locator('figcaption')).toContainText(`as of step ${step};`, { timeout: 20_000 });
    await expect(own.locator('details tbody').first().locator('tr').last().locator('th')).toHaveText(step);
    // What is held is said of a model without hidden layers too, and of this one.
    await expect(own.locator('figcaption')).toContainText('All other weights and biases are held');
  }
});

test('a unit is chosen, and other lanes are opened for comparison', async ({ page }) => {
  await open(page, 'v=1&view=inputs&network.layers=3');
  await pause(page);
  const first = page.locator('[data-figure="condition"]').first();
  await expect(first).toHaveText(/\d/);
  const before = await first.innerText();
  await page.locator('#inputs-unit').selectOption({ index: 2 });
  await expect(first).toHaveText(/\d/);
  await expect(first).not.toHaveText(before);
  await page.locator('#inputs-compare').click();
  await expect(page.locator('.card')).toHaveCount(3);
  await expect(card(page, 3).locator('h3')).toContainText('Min–max');
  // The leak is a lane of its own, and says so.
  await card(page, 2).getByRole('button', { name: 'Compare with statistics from all points' }).click();
  await expect(page.locator('.card')).toHaveCount(2);
  await expect(lane(page, 2).locator('.lane-chips')).toContainText('Statistics from = All points');
  await expect(card(page, 2)).toContainText('A leak: these statistics have seen dev and test.');
  await expect(card(page, 1)).not.toContainText('A leak');
});

test('a run that diverged and a single input are told of', async ({ page }) => {
  await open(
    page,
    'v=1&view=inputs&lanes=2&network.layers=&data.dataset=plane&inputs.features=x1&lane2.inputs.features=x1,x2&lane2.training.learning_rate=50',
  );
  await expect(card(page, 1)).toContainText('With a single input there are no two weights to draw.');
  await expect(card(page, 1).locator('[data-figure="condition"]')).toHaveText(/\d/);
  await expect(card(page, 2)).toContainText('The run has diverged');
});

for (const { language, width } of [
  { language: 'en', width: 1440 },
  { language: 'ko', width: 390 },
])
  test(`fits ${width} pixels in ${language}, and axe finds nothing`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(
      page,
      `v=1&lanes=2&view=inputs&inputs.normalization=standardize&lane2.inputs.statistics=all&lang=${language}`,
    );
    await pause(page);
    await expect(page.locator('.inputs-lane figcaption').first()).toContainText(/\d/);
    await expect(page.locator('.inputs-lane > .inputs-scroll tbody tr')).toHaveCount(4);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    const found = await new AxeBuilder({ page }).include('#stage').analyze();
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
