/** The pages in `examples/embedding`, from a server that has nothing but the repository's files. */

import { expect, test, type Page } from '@playwright/test';
import { site, type Host } from './frame';

let host: Host;
test.beforeAll(async () => {
  host = await site(undefined, '..');
});
test.afterAll(() => {
  host.end();
});

/** Opens an example; what goes wrong in it fails the test. */
async function open(page: Page, name: string): Promise<void> {
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`${host.address}examples/embedding/${name}.html`);
}

/** Plays the first experiment there is, in the page or in a frame of it, until it has made a step. */
async function train(root: Pick<Page, 'locator'>): Promise<void> {
  const scope = root.locator('train-scope').first();
  await scope.getByRole('button', { name: 'Play' }).click();
  await expect(scope.locator('#step-count')).toHaveAttribute('data-step', /[1-9]/);
}

test('the link leads to the experiment', async ({ page }) => {
  await open(page, 'link');
  await page.getByRole('link').click();
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', /[1-9]/);
  await expect(page.locator('#lane-2 .lane-chips')).toContainText('0.5');
});

for (const name of ['iframe', 'sandboxed'])
  test(`${name}.html trains`, async ({ page }) => {
    await open(page, name);
    const frame = page.frameLocator('iframe');
    await frame.locator('train-scope canvas').first().waitFor();
    await train(frame);
  });

test('iframe.html gives the frame the height that it asks for', async ({ page }) => {
  await open(page, 'iframe');
  await page.frameLocator('iframe').locator('train-scope canvas').first().waitFor();
  const frame = page.locator('iframe');
  await expect(frame).not.toHaveAttribute('height', '640');
  await expect
    .poll(() =>
      page
        .frameLocator('iframe')
        .locator('html')
        .evaluate((html) => html.scrollHeight - innerHeight),
    )
    .toBeLessThanOrEqual(1);
});

for (const name of ['element', 'single-file', 'strict-policy', 'twenty'])
  test(`${name}.html trains`, async ({ page }) => {
    await open(page, name);
    await page.locator('train-scope canvas').first().waitFor();
    await train(page);
  });

test('commands.html tells its frame what to do', async ({ page }) => {
  await open(page, 'commands');
  await page.frameLocator('iframe').locator('train-scope canvas').first().waitFor();
  await page.getByRole('button', { name: 'Play' }).click();
  const said = page.locator('#said');
  await expect(said).toContainText(/step [1-9]/);
  await page.getByRole('button', { name: 'p = 0.5' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.frameLocator('iframe').locator('train-scope')).toContainText('Paused at step');
});
