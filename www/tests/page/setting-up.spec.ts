/** Controls, the link, language and theme. */

import { expect, test } from '@playwright/test';
import { lane, open, pause, steps, TWO_LANES, write } from './page';

test('a link that cannot be used whole is used in part, and says which', async ({ page }) => {
  await open(page, 'v=1&data.points=5&training.optimizer=sgdd&nonsense=1&dropout.p=0.1,0.2,0.3');
  const notices = page.locator('.notices');
  await expect(notices).toContainText(
    'Points: “5” is not allowed; using 20. Allowed: a whole number from 20 to',
  );
  await expect(notices).toContainText('Optimizer: “sgdd” is not allowed; using SGD.');
  await expect(notices).toContainText('“nonsense” is not a setting of this page');
  await expect(notices).toContainText('Dropout p: “a list of 3” is not allowed; using 0.');
  await expect(page.locator('#c-data-points')).toHaveValue('20');
  const height = await notices.evaluate((element) => element.getBoundingClientRect().height);
  expect(height).toBeLessThan(90);
  await notices.getByText('Show all (4)').click();
  await expect(notices.getByRole('listitem')).toHaveCount(4);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notices).toHaveCount(0);
  await expect(page).toHaveURL(/#v=1&data\.points=20$/);
});

test('a link that the core refuses in several rounds raises no error on the way', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await open(page, 'v=1&data.dataset=foo&network.layers=999,0&dropout.p=7&training.learning_rate=NaN&zzz=1');
  expect(errors).toEqual([]);
});

test('the link is written by the visitor alone, and heard when it changes', async ({ page }) => {
  await open(page);
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('');
  await write(page, 'data.points', '120');
  await expect(page).toHaveURL(/data\.points=120/);
  await page.evaluate(() => {
    location.hash = '#v=1&lanes=3&data.points=60';
  });
  await expect(page.locator('.card')).toHaveCount(3);
  await expect(page.locator('#c-data-points')).toHaveValue('60');
});

test('text that is not allowed stays in its box, with what is allowed beside it', async ({ page }) => {
  await open(page, TWO_LANES);
  await write(page, 'data.points', '7');
  const box = page.locator('#c-data-points');
  await expect(box).toHaveValue('7');
  await expect(box).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#c-data-points-error')).toHaveText(
    /Points: “7” is not allowed\. Allowed: a whole number from 20 to 20000\. Still using 100\./,
  );
  await expect(page).toHaveURL(/data\.points=100/);
  await page.getByRole('button', { name: '한국어' }).click();
  await expect(page.locator('#c-data-points-error')).toHaveText(/20부터 20000까지의 정수/);
  await box.press('Escape');
  await expect(box).toHaveValue('100');
  await expect(box).toHaveAttribute('aria-invalid', 'false');
  await expect(page.locator('#c-data-points-error')).toHaveCount(0);
  await write(page, 'data.points', '７０');
  await expect(box).toHaveValue('70');
});

test('what is being typed stays, whatever is rendered meanwhile', async ({ page }) => {
  await open(page, TWO_LANES);
  const box = page.locator('#c-data-points');
  await box.fill('45');
  // A program's click leaves the focus where it is, as an answer of the core or a frame does.
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('[aria-label="Duplicate lane 2"]')?.click();
  });
  await expect(page.locator('.card')).toHaveCount(3);
  await expect(box).toHaveValue('45');
  await expect(page).toHaveURL(/data\.points=100/);
  await box.press('Enter');
  await expect(page).toHaveURL(/data\.points=45/);
  await expect(box).toHaveValue('45');
  // Once it is taken, the box follows what is kept again.
  await page.evaluate(() => {
    location.hash = '#v=1&lanes=3&data.points=60';
  });
  await expect(box).toHaveValue('60');
  await box.fill('46');
  await box.press('Escape');
  await expect(box).toHaveValue('60');
});

test('a complaint at the foot of the panel comes into sight', async ({ page }) => {
  await open(page, TWO_LANES);
  await write(page, 'training.clip_norm', 'x');
  await expect(page.locator('#c-training-clip_norm-error')).toBeInViewport({ ratio: 1 });
});

test('a control changes all lanes, or the chosen one', async ({ page }) => {
  await open(page, TWO_LANES);
  await expect(page.locator('#c-dropout-p')).toHaveValue('0 | 0.5');
  await expect(page.locator('[data-path="dropout.p"]')).toHaveClass(/differs/);
  await page.getByRole('radio', { name: 'Lane 1', exact: true }).check({ force: true });
  await write(page, 'dropout.p', '0.25');
  await page.getByRole('radio', { name: 'All', exact: true }).check({ force: true });
  await expect(page.locator('#c-dropout-p')).toHaveValue('0.25 | 0.5');
  await expect(lane(page, 1).locator('.lane-chips')).toHaveText(/Dropout p = 0\.25/);
  await write(page, 'dropout.p', '0.1');
  await expect(page.locator('#c-dropout-p')).toHaveValue('0.1');
  await expect(lane(page, 1).locator('.lane-chips')).toHaveText(/same settings/);
});

test('fields stand only where they matter', async ({ page }) => {
  await open(page, TWO_LANES);
  await expect(page.locator('[data-path="initialization.sigma"]')).toHaveCount(0);
  await page.locator('#c-initialization-weights').selectOption('normal');
  await expect(page.locator('[data-path="initialization.sigma"]')).toBeVisible();
});

test('every control says what it is for', async ({ page }) => {
  await open(page, TWO_LANES);
  await page.locator('#c-training-learning_rate').focus();
  await expect(page.locator('.help-line')).toContainText('The size of each update.');
  await expect(page.locator('#c-training-learning_rate')).toHaveAccessibleDescription(
    'The size of each update. At 0 nothing is learned.',
  );
});

test('language and theme are switched and kept in the link', async ({ page }) => {
  await open(page, TWO_LANES);
  await page.getByRole('button', { name: '한국어' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.locator('#reset')).toHaveText('리셋');
  await expect(page).toHaveURL(/lang=ko/);
  const theme = page.locator('#theme');
  await theme.click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await theme.click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('charts can be read as a sentence and as a table', async ({ page }) => {
  await open(page, TWO_LANES);
  await expect.poll(() => steps(page)).toBeGreaterThan(20);
  await pause(page);
  await expect(page.locator('[data-plot="loss"]')).toHaveAttribute(
    'aria-label',
    /Loss at step [\d,]+\. Lane 1: train \d.*, dev \d.*Lane 2/,
  );
  await page.locator('[data-table="loss"] summary').click();
  await expect.poll(() => page.locator('[data-table="loss"] tbody tr').count()).toBeGreaterThan(1);
});

test("points of one's own begin as the points that are there", async ({ page }) => {
  await open(page, 'v=1&data.points=40');
  await page.getByRole('radio', { name: 'Own points' }).check({ force: true });
  const area = page.locator('#c-data-custom');
  await expect(area).toHaveValue(/^-?\d[\d.]*,-?\d[\d.]*,[01]\n/);
  await area.fill('1,1,');
  // Typed, because Firefox reports no change of what a script put there.
  await area.pressSequentially('0');
  await area.blur();
  await expect(page.locator('#c-data-custom-error')).toContainText('are the least');
});

test('tabs are changed by pointer and by keys, and the link keeps the choice', async ({ page }) => {
  await open(page, TWO_LANES);
  await page.getByRole('tab', { name: 'Weights' }).click();
  const caption = page.getByText('Weights of Lane 2, by layer');
  await expect(caption).toBeVisible();
  await expect(page).toHaveURL(/[#&]view=weights/);
  await page.keyboard.press('Home');
  await expect(page.getByRole('tab', { name: 'Learning curves' })).toBeFocused();
  await expect(page.locator('[data-plot="loss"] canvas')).toBeVisible();
  await expect(caption).toHaveCount(0);
  await open(page, `${TWO_LANES}&view=weights&lang=ko`);
  await expect(page.getByRole('tab', { name: '가중치' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('신경망 2의 층별 가중치')).toBeVisible();
});
