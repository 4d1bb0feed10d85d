/** The share dialog: what it copies, what it shows, and that it can be used by keyboard and on a phone. */

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { lane, open, steps, TWO_LANES } from './page';

async function opened(page: Page, hash = TWO_LANES): Promise<Locator> {
  await open(page, hash);
  await page.locator('#share').click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await expect(dialog).toBeVisible();
  return dialog;
}

const code = (dialog: Locator): Promise<string> => dialog.getByRole('textbox', { name: 'Code' }).inputValue();

test('the link is one press away, and its code another', async ({ page, context, browserName }) => {
  test.skip(browserName === 'firefox', 'the clipboard needs a permission that Firefox has no name for');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const dialog = await opened(page);
  await expect(dialog.getByRole('button', { name: 'Copy link' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status').first()).toHaveText('Copied');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('#v=1&lanes=2&');
  expect(copied).toContain('lane2.dropout.p=0.5');
  await dialog.getByRole('button', { name: 'Copy code' }).click();
  await expect(dialog.getByRole('status').last()).toHaveText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^<iframe [^]*&amp;lanes=2/);
});

test('where the page may not copy, the text is selected', async ({ page }) => {
  const dialog = await opened(page);
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await dialog.getByRole('button', { name: 'Copy code' }).click();
  await expect(dialog.getByRole('status').last()).toContainText('did not let the page copy');
  await expect(dialog.getByRole('textbox', { name: 'Code' })).toBeFocused();
  // Also when the preview has told its height, which stands in the code.
  await expect(page.frameLocator('.share-preview iframe').locator('.card canvas').first()).toBeVisible();
  await expect(async () => {
    const [selected, all] = await dialog
      .getByRole('textbox', { name: 'Code' })
      .evaluate((box) =>
        box instanceof HTMLTextAreaElement ? [box.selectionEnd - box.selectionStart, box.value.length] : [],
      );
    expect(selected).toBe(all);
  }).toPass();
});

test('what is chosen stands in the code, and is what the preview shows', async ({ page }) => {
  const dialog = await opened(page);
  const preview = page.frameLocator('.share-preview iframe');
  await expect(preview.locator('.card')).toHaveCount(2);
  await expect(preview.locator('.card canvas').first()).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Network' }).check({ force: true });
  await dialog.getByRole('checkbox', { name: 'Figures' }).uncheck({ force: true });
  await dialog.getByLabel('Add a view…').selectOption('signals');
  await dialog.getByLabel('Add a setting…').selectOption('dropout.p');
  await dialog.getByRole('radio', { name: '한국어' }).check({ force: true });
  await dialog.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await dialog.getByRole('checkbox', { name: 'Plays by itself' }).check();
  await dialog.getByLabel('Pauses at step').fill('40');
  await dialog.getByLabel('Width').fill('360');
  expect(await code(dialog)).toContain(
    '/embed.html?views=field,curves,network,signals&amp;controls=dropout.p&amp;theme=dark&amp;lang=ko&amp;autoplay=1&amp;until=40#v=1&amp;',
  );
  expect(await code(dialog)).toContain('width="360"');
  await expect(preview.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(preview.getByText('드롭아웃 p', { exact: true }).first()).toBeVisible();
  await expect(preview.locator('[data-step="40"]')).toHaveCount(1);
  await expect
    .poll(() => page.locator('.share-preview iframe').evaluate((frame) => frame.clientWidth))
    .toBe(360);
  // The element, of the same.
  await dialog.getByRole('radio', { name: 'Element' }).check({ force: true });
  expect(await code(dialog)).toMatch(/train-scope\.js"><\/script>\n<train-scope link="v=1&amp;/);
  expect(await code(dialog)).toContain('views="field curves network signals" controls="dropout.p"');
  // What was added can be taken out.
  await dialog.getByRole('button', { name: 'Without Dropout p' }).click();
  expect(await code(dialog)).not.toContain('controls=');
});

test('a number that is not allowed is complained of, and left out', async ({ page }) => {
  const dialog = await opened(page);
  const width = dialog.getByLabel('Width');
  await width.fill('12');
  await expect(width).toHaveAttribute('aria-invalid', 'true');
  await expect(
    dialog.getByText('Width: a whole number from 300 to 2000 is allowed, or nothing.'),
  ).toBeVisible();
  expect(await code(dialog)).toContain('width="100%"');
  await dialog.getByLabel('Pauses at step').fill('abc');
  await expect(dialog.getByText('a whole number from 1 to 10000000 is allowed')).toBeVisible();
  await width.fill('700');
  await expect(width).toHaveAttribute('aria-invalid', 'false');
  expect(await code(dialog)).toContain('width="700"');
  await dialog.getByLabel('Height').fill('450');
  expect(await code(dialog)).toContain('height="450"');
  expect(await code(dialog)).not.toContain('<script>');
});

test('the frame is as high as what is in it', async ({ page }) => {
  const dialog = await opened(page);
  const frame = page.locator('.share-preview iframe');
  const inner = (): Promise<number> =>
    page
      .frameLocator('.share-preview iframe')
      .locator('#frame')
      .evaluate((element) => Math.ceil(element.getBoundingClientRect().height));
  await expect(page.frameLocator('.share-preview iframe').locator('.card')).toHaveCount(2);
  await expect(async () => {
    const height = await inner();
    expect(height).toBeGreaterThan(200);
    expect(await frame.evaluate((element) => element.clientHeight)).toBe(height);
    expect(await code(dialog)).toContain(`height="${height}"`);
  }).toPass();
});

test('nothing is wrong with it, in light and dark, and it is left by keyboard', async ({ page }) => {
  for (const theme of ['light', 'dark']) {
    const dialog = await opened(page, `${TWO_LANES}&theme=${theme}`);
    const { violations } = await new AxeBuilder({ page })
      .include('dialog')
      .exclude('.share-preview')
      .analyze();
    expect(violations).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(page.locator('#share')).toBeFocused();
  }
});

test('it fits a phone, also with a frame that is wider', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  const dialog = await opened(page);
  // The preview is further down, and its height is known all the same.
  await expect(page.locator('.share-preview')).not.toBeInViewport();
  await expect.poll(() => code(dialog)).not.toContain('height="480"');
  await dialog.getByLabel('Width').fill('900');
  await expect(dialog.getByRole('heading', { name: /Preview at \d+(\.\d)? ?%/ })).toBeVisible();
  const sides = await dialog.evaluate((element) => [element.scrollWidth, element.clientWidth]);
  expect(sides[0]).toBe(sides[1]);
});

test('says where the address is none that others can reach, and leaves the page as it was', async ({
  page,
}) => {
  const dialog = await opened(page);
  await expect(dialog.getByText('This page is open from your own computer.')).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Network' }).check({ force: true });
  await page.keyboard.press('Escape');
  await expect(lane(page, 1)).toBeVisible();
  await expect.poll(() => steps(page)).toBeGreaterThan(0);
  // Preview frames leave no pages to go back to.
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);
});
