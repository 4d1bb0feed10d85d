/** What the page tests share: opening the page, reading its counters, finding its parts. */

import { expect, type Locator, type Page } from '@playwright/test';

/** Two lanes that differ in dropout, in words that every test can add to. */
export const TWO_LANES = 'v=1&lanes=2&data.points=100&network.layers=6,6&lane2.dropout.p=0.5';

export async function open(page: Page, hash = ''): Promise<void> {
  await page.goto(hash === '' ? './' : `./#${hash}`);
  await expect(lane(page, 1).locator('[data-figure="train-loss"]')).not.toHaveText('—');
}

export function lane(page: Page, number: number): Locator {
  return page.locator(`#lane-${number}`);
}

export async function steps(page: Page): Promise<number> {
  return Number(await page.locator('#step-count').getAttribute('data-step'));
}

/** Pauses and waits until the last frame has been drawn. */
export async function pause(page: Page): Promise<void> {
  await expect(page.locator('body')).toHaveAttribute('data-playing', 'yes');
  await page.locator('#play').click();
  await expect(page.locator('body')).toHaveAttribute('data-playing', 'no');
  await expect(lane(page, 1)).toHaveAttribute('data-weights-hash', /^[0-9a-f]{16}$/);
}

/** The weights of a lane that is at rest at a given step. */
export async function weights(page: Page, number: number, step: number): Promise<string> {
  await expect(page.locator('#step-count')).toHaveAttribute('data-step', String(step));
  const card = lane(page, number);
  await expect(card).toHaveAttribute('data-weights-hash', /^[0-9a-f]{16}$/);
  return (await card.getAttribute('data-weights-hash')) ?? '';
}

/** Types into a field of the panel and leaves it. */
export async function write(page: Page, path: string, text: string): Promise<void> {
  const box = page.locator(`#c-${path.replaceAll('.', '-')}`);
  await box.fill(text);
  await box.press('Enter');
}
