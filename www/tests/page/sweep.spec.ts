/** Sweeps: many values under many seeds, on workers of their own. */

import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { lane, open, steps } from './page';
import { post } from './post';

const SMALL = 'v=1&data.points=60&network.layers=4&view=sweep';

async function sweep(
  page: Page,
  hash: string,
  values: string,
  numbers: { seeds: string; steps: string },
): Promise<void> {
  await open(page, hash);
  await page.locator('#sweep-first-values').fill(values);
  await page.locator('#sweep-seeds').fill(numbers.seeds);
  await page.locator('#sweep-steps').fill(numbers.steps);
  await page.locator('#sweep-train').click();
  await expect(page.locator('.jobs-status')).toHaveText(/^\d+ runs in /, { timeout: 60_000 });
}

test('a run of a sweep has the figures that the page’s own run has', async ({ page, browserName }) => {
  await sweep(page, SMALL, '0; 0.5', { seeds: '1', steps: '12' });
  await expect(page.locator('body')).toHaveAttribute('data-playing', 'no');
  await page.locator('#sweep-metric').selectOption('devLoss');
  await page.locator('.sweep-table summary').click();
  const loss = await page.locator('.sweep-table tbody tr').nth(1).locator('td').innerText();
  await expect(page.locator('.sweep-dots canvas')).toHaveAttribute('aria-label', new RegExp(`0.5: ${loss}`));
  if (browserName === 'chromium') {
    const download = page.waitForEvent('download');
    await page.locator('#sweep-csv').click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text.split('\n')[2]).toMatch(/^0\.5,0,12,\d/);
    expect(Number(text.split('\n')[2]?.split(',')[7]).toFixed(3)).toBe(loss);
  }
  await page.getByRole('button', { name: 'Open Dropout p = 0.5' }).click();
  await expect(page.locator('#c-dropout-p')).toHaveValue('0.5');
  await expect.poll(() => steps(page)).toBe(12);
  await expect(page.locator('body')).toHaveAttribute('data-playing', 'no');
  await expect(lane(page, 1).locator('[data-figure="dev-loss"]')).toHaveText(loss);
});

test('a single run is opened from its dot and from the table, and is that run', async ({ page }) => {
  await sweep(page, SMALL, '0; 0.5', { seeds: '3', steps: '12' });
  await page.locator('#sweep-metric').selectOption('devLoss');
  await page.locator('.sweep-table summary').click();
  const row = page.locator('.sweep-table tbody tr').nth(1);
  const losses = await row.locator('td').allInnerTexts();
  expect(new Set(losses).size).toBe(3);
  // It is trained to the sweep's last step, where it has the figure that the sweep has of it.
  const reached = async (loss: string): Promise<void> => {
    await expect(lane(page, 1).locator('[data-figure="dev-loss"]')).toHaveText(loss);
    await expect.poll(() => steps(page)).toBe(12);
    await expect(page.locator('body')).toHaveAttribute('data-playing', 'no');
  };
  await row.getByRole('button', { name: 'Open run 3 of Dropout p = 0.5' }).click();
  await expect(page.locator('#c-seeds-first_run')).toHaveValue('3');
  await expect(page.locator('#runs')).toHaveValue('1');
  await reached(losses[2] ?? '');
  // The middle dot of the right half is run 2 at p = 0.5; it lies as high as its loss among the others.
  const canvas = page.locator('.sweep-dots canvas');
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('The dots are not drawn');
  const x = 52 + 0.75 * (box.width - 52 - 12);
  for (let y = 2; y < box.height; y += 4) {
    await canvas.hover({ position: { x, y } });
    if (await canvas.evaluate((element) => element.classList.contains('pointed'))) {
      await canvas.click({ position: { x, y } });
      break;
    }
  }
  await expect(page.locator('#c-seeds-first_run')).toHaveValue('2');
  await reached(losses[1] ?? '');
});

test('what is opened is told where it was pressed, trained from its start, and taken back whole', async ({
  page,
}) => {
  await open(page, `${SMALL}&lanes=2&lane2.dropout.p=0.5&runs=8`);
  await page.locator('#sweep-lane').selectOption('1');
  await page.locator('#sweep-first').selectOption('training.learning_rate');
  await page.locator('#sweep-first-values').fill('0.01, 0.1');
  await page.locator('#sweep-seeds').fill('2');
  await page.locator('#sweep-steps').fill('12');
  await page.locator('#sweep-train').click();
  await expect(page.locator('.jobs-status')).toHaveText(/^4 runs in /, { timeout: 60_000 });
  await page.locator('#sweep-metric').selectOption('devLoss');
  await page.locator('.sweep-table summary').click();
  const told = page.locator('.sweep-opened [role="status"]');
  await expect(told).toHaveText('');
  const rows = page.locator('.sweep-table tbody tr');
  const losses = [
    await rows.nth(0).locator('td').allInnerTexts(),
    await rows.nth(1).locator('td').allInnerTexts(),
  ];
  // The last two differ in what can be changed while it trains: what is opened does not go on from what was there.
  for (const [row, run] of [
    [1, 2],
    [1, 1],
    [0, 1],
  ] as const) {
    const value = row === 0 ? '0.01' : '0.1';
    await rows
      .nth(row)
      .getByRole('button', { name: `Open run ${run} of` })
      .click();
    await expect(told).toHaveText(
      `Opened run ${run} of the sweep at Learning rate = ${value}, in place of what was there.`,
    );
    await expect(page.locator('#sweep-undo')).toBeInViewport();
    await expect(lane(page, 1).locator('[data-figure="dev-loss"]')).toHaveText(losses[row]?.[run - 1] ?? '');
    await expect.poll(() => steps(page)).toBe(12);
    await expect(page.locator('body')).toHaveAttribute('data-playing', 'no');
  }
  await expect(page.locator('.undo-bar')).toContainText('Opened run 1 of the sweep at Learning rate = 0.01');
  await expect(page.locator('.card')).toHaveCount(1);
  await expect(page.locator('#runs')).toHaveValue('1');
  await page.locator('#sweep-undo').click();
  await expect(page.locator('.card')).toHaveCount(2);
  await expect(page.locator('#runs')).toHaveValue('8');
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/lanes=2.*runs=8|runs=8.*lanes=2/);
  await expect(page.locator('#c-seeds-first_run')).toHaveValue('1');
  await expect(page.locator('#sweep-lane')).toHaveValue('1');
  await expect.poll(() => steps(page)).toBe(0);
  await expect(page.locator('body')).toHaveAttribute('data-playing', 'no');
  await expect(told).toHaveText('');
  await expect(page.locator('.sweep-opened')).toBeFocused();
  await expect(page.locator('.undo-bar')).toHaveCount(0);
});

test('an element opens a run, and takes it back, as the page does', async ({ page }) => {
  await post(
    page,
    `<train-scope link="v=1&data.points=60&network.layers=4&lanes=2&runs=8" views="figures sweep"></train-scope>`,
  );
  await page.locator('#sweep-first-values').fill('0; 0.5');
  await page.locator('#sweep-seeds').fill('2');
  await page.locator('#sweep-steps').fill('12');
  await page.locator('#sweep-train').click();
  await expect(page.locator('.jobs-status')).toHaveText(/^4 runs in /, { timeout: 60_000 });
  await page.locator('#sweep-metric').selectOption('devLoss');
  await page.locator('.sweep-table summary').click();
  const run = page.locator('.sweep-table tbody tr').nth(1).locator('td').nth(1);
  const loss = await run.innerText();
  await run.getByRole('button').click();
  await expect(page.locator('.card')).toHaveCount(1);
  await expect(page.locator('[data-figure="dev-loss"]')).toHaveText(loss);
  await expect(page.locator('.transport .count')).toContainText(/\b12$/);
  await page.locator('#sweep-undo').click();
  await expect(page.locator('.card')).toHaveCount(2);
  await expect(page.locator('.card').first()).toContainText('of 8 runs');
  await expect(page.locator('.transport .count')).toContainText(/\b0$/);
});

test('two fields make a heat map, of which a cell is opened with as many runs', async ({ page }) => {
  await open(page, SMALL);
  await page.locator('#sweep-second').selectOption('training.optimizer');
  for (const name of ['SGD', 'Adam'])
    await expect(page.getByRole('checkbox', { name, exact: true })).toBeChecked();
  for (const name of ['Momentum', 'Nesterov', 'RMSProp', 'Adagrad', 'AdamW'])
    await page.getByRole('checkbox', { name, exact: true }).uncheck({ force: true });
  await page.locator('#sweep-first-values').fill('0; 0.5');
  await page.locator('#sweep-seeds').fill('6');
  await page.locator('#sweep-steps').fill('50');
  await expect(page.locator('#sweep-train')).toHaveText('Train 24 runs');
  await page.locator('#sweep-train').click();
  await expect(page.locator('.jobs-status')).toHaveText(/^24 runs in /, { timeout: 60_000 });
  await expect(page.locator('.sweep-heat [data-cell]')).toHaveCount(4);
  // What was made stays while another tab is looked at.
  await page.locator('#tab-curves').click();
  await page.locator('#tab-sweep').click();
  await page.locator('.sweep-heat [data-cell="3"]').click();
  await expect(page.locator('#c-training-optimizer')).toHaveValue('adam');
  await expect(page.locator('#runs')).toHaveValue('8');
  await expect(page.locator('.sweep-stale')).toBeVisible();
});

test('what is wrong is named, and nothing typed is lost; a sweep can be stopped', async ({ page }) => {
  await open(page, SMALL);
  const values = page.locator('#sweep-first-values');
  const wrong = page.locator('#sweep-first-values-error');
  const allowed = 'Allowed: a number from 0 to 0.95, or a list of them.';
  // Every one of them, when they are typed.
  await values.fill('0; foo; 7');
  await expect(wrong).toHaveText(`Not allowed: “foo”, “7”. ${allowed}`);
  await values.fill('0; 1.5');
  await expect(wrong).toHaveText(`Not allowed: “1.5”. ${allowed}`);
  await page.locator('#sweep-seeds').fill('many');
  await expect(page.locator('#sweep-seeds-error')).toContainText('“many”');
  await page.locator('#sweep-steps').fill('');
  await expect(page.locator('#sweep-steps-error')).toHaveText('A whole number from 1 to 100,000 is needed.');
  await page.locator('#sweep-train').click();
  await expect(values).toBeFocused();
  await expect(values).toHaveValue('0; 1.5');
  await values.fill('');
  await expect(wrong).toHaveText(`At least two different values are needed. ${allowed}`);
  await values.fill('0; 0.5');
  await page.locator('#sweep-seeds').fill('32');
  await page.locator('#sweep-steps').fill('100000');
  await page.locator('#sweep-train').click();
  await expect(page.locator('.jobs-status')).toContainText(/of 64 runs, about \d+ (s|min) left/, {
    timeout: 30_000,
  });
  await page.locator('#sweep-stop').click();
  await expect(page.locator('.jobs-status')).toHaveText('Stopped: 0 of 64 runs are there.');
});

test('the best run on dev is looked at on the test set when that is asked for', async ({ page }) => {
  await sweep(page, SMALL, '0; 0.5', { seeds: '4', steps: '40' });
  const picking = page.locator('.sweep-picking');
  await expect(picking).toContainText(
    /By accuracy on dev, .* the best of 8 runs is Dropout p = 0(\.5)?, run \d: accuracy \d+\.\d%/,
  );
  // The chart shows what it goes by, and which dot it is.
  await expect(page.locator('#sweep-metric')).toHaveValue('devAccuracy');
  await expect(page.locator('.sweep-dots figcaption')).toContainText(
    'Ring: the run that is best by accuracy on dev.',
  );
  await expect(picking).not.toContainText('On the test set');
  await page.locator('#sweep-look').click();
  await expect(picking).toContainText(/On the test set, .* its accuracy is \d+\.\d%/);
  await expect(picking.locator('tbody th')).toHaveText(['1', '2', '4', '8']);
  // It is a look, whichever tab it was taken in.
  await expect(picking).toContainText('included: 1.');
  await page.locator('#tab-diagnosis').click();
  await expect(page.locator('[data-looks]')).toHaveText('Looks at the test set: 1');
  await page.locator('#tab-sweep').click();
  // From all of them it is the best one itself.
  const best = /: accuracy (\d+\.\d%)/.exec(await picking.innerText())?.[1] ?? '';
  await expect(picking.locator('tbody tr').last().locator('td').first()).toHaveText(best);
  // Runs with other points are not held against each other.
  await page.locator('#sweep-first').selectOption('data.noise');
  await page.locator('#sweep-first-values').fill('0; 0.2');
  await page.locator('#sweep-train').click();
  await expect(page.locator('.jobs-status')).toHaveText(/^8 runs in /, { timeout: 60_000 });
  await expect(picking).toHaveCount(0);
});

for (const { language, width } of [
  { language: 'en', width: 1440 },
  { language: 'ko', width: 390 },
])
  test(`fits ${width} pixels in ${language}, and axe finds nothing`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page, `${SMALL}&lang=${language}`);
    await page.locator('#sweep-steps').fill('20');
    await page.locator('#sweep-train').click();
    await expect(page.locator('.sweep-dots canvas')).toBeVisible();
    await expect(page.locator('#sweep-train')).toBeEnabled({ timeout: 60_000 });
    await page.locator('#sweep-look').click();
    await page.locator('.sweep-ticks button').last().click();
    await expect(page.locator('#sweep-undo')).toBeInViewport({ ratio: 1 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    const found = await new AxeBuilder({ page }).include('#stage').analyze();
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
