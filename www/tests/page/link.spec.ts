/** The link in the address: another one is heard, and one that is all mistakes opens the page all the same. */

import { expect, test } from '@playwright/test';
import { lane, open, steps, TWO_LANES } from './page';

test('another link in the address is opened without loading the page again', async ({ page }) => {
  await open(page, TWO_LANES);
  await page.evaluate(() => {
    document.body.dataset['kept'] = 'yes';
  });
  await page.evaluate(() => {
    location.hash = 'v=1&lanes=3&data.points=77&lane3.dropout.p=0.25';
  });
  await expect(page.locator('.card')).toHaveCount(3);
  await expect(page.locator('#c-data-points')).toHaveValue('77');
  await expect(page.locator('body')).toHaveAttribute('data-kept', 'yes');
  await page.goBack();
  await expect(page.locator('.card')).toHaveCount(2);
  await expect(page.locator('#c-data-points')).toHaveValue('100');
});

test('what a link says that cannot be used is listed, and bounded', async ({ page }) => {
  const junk = Array.from({ length: 300 }, (_, index) => `k${index}=%zz`).join('&');
  await open(page, `v=1&dropout.p=7&dropout.p=9&__proto__=1&lane9.x=1&${junk}`);
  const notices = page.locator('#notices');
  await notices.locator('summary').click();
  await expect(notices.getByRole('listitem')).toHaveCount(21);
  await expect(notices.getByRole('listitem').last()).toHaveText('And 284 more.');
  await expect.poll(() => steps(page)).toBeGreaterThan(0);
});

test('drawn points come out of a packed link as they went in', async ({ page }) => {
  const points = '~12;2,-148,9;2,-150,9;0,0,1;lSWOWKStHgAVcZCQvwNkhsQV8z9KgLakLEQlQB';
  await open(page, `v=1&data.dataset=custom&split.train=1&split.dev=0&split.test=0&data.custom=${points}`);
  await expect(lane(page, 1)).toBeVisible();
  await expect(page.locator('#notices')).toBeEmpty();
  // A change rewrites the link, and the points stay packed in it.
  await page.locator('#speed').selectOption('4');
  await expect(page).toHaveURL(new RegExp(`speed=4.*data\\.custom=~12;2,-148,9;`));
});
