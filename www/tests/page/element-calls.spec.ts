/** What scripts ask of `<train-scope>`, in whatever order they ask: everything asked for is done, or refused, and answered. */

import { expect, test, type Page } from '@playwright/test';
import type { TrainScope } from '../../src/element/train-scope';
import { post, ready, scope, SMALL, stepOf, told } from './post';

const MOONS = `${SMALL}&data.dataset=moons`;
/** Every run of it diverges at once. */
const HOPELESS = 'v=1&data.dataset=plane&training.learning_rate=100&training.loss=mse';

async function elementOf(page: Page, link = SMALL): Promise<ReturnType<typeof scope>> {
  await post(page, `<train-scope link="${link}" views="figures"></train-scope>`);
  await ready(page);
  return scope(page);
}

test('steps that are asked for at once are made one after another, each counted from the last', async ({
  page,
}) => {
  const element = await elementOf(page);
  const steps = await element.evaluate(async (it: TrainScope) => {
    const after = async (count: number): Promise<number> => {
      await it.step(count);
      return it.getState().step;
    };
    return Promise.all([after(40), after(1), after(60)]);
  });
  expect(steps).toEqual([40, 41, 101]);
});

test('a long row of steps can be paused, and who waits for it is told', async ({ page }) => {
  // Large enough that it takes longer than to press a button.
  const element = await elementOf(page, 'v=1&data.points=1000&network.layers=64,64');
  await element.evaluate((it: TrainScope & { ended?: boolean }) => {
    void it.step(10_000).then(() => {
      it.ended = true;
    });
    void it.step(10_000);
  });
  const play = element.locator('#play');
  await expect(play).toHaveText(/Pause/);
  await play.click();
  await expect(play).toHaveText(/Play/);
  await expect.poll(() => element.evaluate((it: TrainScope & { ended?: boolean }) => it.ended)).toBe(true);
  const there = await stepOf(page);
  expect(there).toBeLessThan(10_000);
  // The next is counted from where it rests.
  await element.evaluate((it: TrainScope) => it.step(3));
  expect(await stepOf(page)).toBe(there + 3);
});

test('another experiment stands at its first step when it is said to be set up, whatever the last one did', async ({
  page,
}) => {
  const element = await elementOf(page);
  const found = await element.evaluate(async (it: TrainScope, link: string) => {
    const stepping = it.step(10_000);
    const state = it.setState({ link });
    await Promise.all([stepping, state]);
    const first = it.getState();
    await new Promise((resolve) => setTimeout(resolve, 300));
    return [first.step, it.getState().step, first.link.includes('moons')];
  }, MOONS);
  expect(found).toEqual([0, 0, true]);
});

test('where every run has diverged it pauses, and steps end', async ({ page }) => {
  const element = await elementOf(page, HOPELESS);
  await element.evaluate((it: TrainScope) => it.step(300));
  const at = await stepOf(page);
  expect(at).toBeLessThan(300);
  expect((await told(page, 'diverged')).length).toBeGreaterThan(0);
  await element.evaluate((it: TrainScope) => {
    it.play();
  });
  await expect.poll(() => element.evaluate((it: TrainScope) => it.getState().playing)).toBe(false);
  await expect(element.locator('#play')).toHaveText(/Play/);
  // A healthy one does not run off by itself.
  await element.evaluate((it: TrainScope, link: string) => it.setState({ link }), SMALL);
  await page.waitForTimeout(300);
  expect(await stepOf(page)).toBe(0);
});

test('what is not allowed is refused by name, and changes nothing', async ({ page }) => {
  const element = await elementOf(page, MOONS);
  const refused = await element.evaluate(async (it: TrainScope) => {
    const messages: string[] = [];
    const call = async (act: () => Promise<void>): Promise<void> => {
      await act().catch((error: unknown) => messages.push(error instanceof Error ? error.message : ''));
    };
    for (const steps of [0, -5, 1.9, Number.NaN, Infinity, 'abc', null, 10_001])
      await call(() => it.step(steps as number));
    for (const state of ['v=1', null, undefined, {}, { link: 5 }, { link: '', experiment: {} }])
      await call(() => it.setState(state as { link: string }));
    return { messages, state: it.getState() };
  });
  expect(refused.messages).toHaveLength(14);
  expect(refused.messages[0]).toBe('steps is 0. Allowed: a whole number from 1 to 10000.');
  expect(refused.messages[12]).toContain('state.link is 5.');
  expect(refused.state).toMatchObject({ step: 0, playing: false });
  expect(refused.state.link).toContain('moons');
});

test('of a link and an experiment the one that was set last is taken', async ({ page }) => {
  const element = await elementOf(page);
  const links = await element.evaluate(async (it: TrainScope) => {
    const seen: string[] = [];
    const look = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      seen.push(/data\.dataset=(\w+)/.exec(it.getState().link)?.[1] ?? '');
    };
    it.experiment = { data: { dataset: 'moons' } };
    await look();
    it.setAttribute('link', 'v=1&data.dataset=circle');
    await look();
    it.setAttribute('link', 'v=1&data.dataset=xor');
    it.experiment = { data: { dataset: 'moons' } };
    await look();
    it.link = 'v=1&data.dataset=circle';
    await look();
    return seen;
  });
  expect(links).toEqual(['moons', 'circle', 'moons', 'circle']);
});

test('what is set before its script is there is taken', async ({ page }) => {
  await post(
    page,
    `<train-scope views="figures"></train-scope>
    <script>document.querySelector('train-scope').experiment = { data: { dataset: 'moons', points: 60 } };</script>`,
  );
  await ready(page);
  expect(await scope(page).evaluate((it: TrainScope) => it.getState().link)).toContain('moons');
});

test('one that was paused by its reader stays paused when it is put in again', async ({ page }) => {
  const element = await elementOf(page);
  await element.evaluate((it: TrainScope) => {
    it.play();
  });
  await expect.poll(() => stepOf(page)).toBeGreaterThan(0);
  await element.locator('#play').click();
  const again = async (): Promise<void> => {
    await element.evaluate(async (it) => {
      const { parentNode } = it;
      it.remove();
      await new Promise((resolve) => setTimeout(resolve, 100));
      parentNode?.append(it);
    });
  };
  await again();
  await ready(page, 2);
  await page.waitForTimeout(300);
  expect(await stepOf(page)).toBe(0);
});

test('taken out while it begins, or while it is asked for something, it ends without a complaint', async ({
  page,
}) => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  const element = await elementOf(page);
  const answers = await element.evaluate(async (it: TrainScope, link: string) => {
    const parent = it.parentNode;
    const found: string[] = [];
    const call = (act: Promise<void>): Promise<void> =>
      act.then(
        () => void found.push('done'),
        (error: unknown) => void found.push(error instanceof Error ? error.message : ''),
      );
    const pending = call(it.setState({ link }));
    it.remove();
    await pending;
    await call(it.step(5));
    await call(it.reset());
    // Another one, taken out before it stands.
    const other = document.createElement('train-scope');
    parent?.append(other);
    for (const wait of [0, 10, 30, 60]) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      other.remove();
      await new Promise((resolve) => setTimeout(resolve, wait));
      parent?.append(other);
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    await call(other.step(2));
    found.push(String(other.getState().step));
    return found;
  }, MOONS);
  expect(answers).toEqual([...Array<string>(3).fill('<train-scope> is not in a page'), 'done', '2']);
  expect(complaints).toEqual([]);
});

test('what could not be loaded is said, and asked for again', async ({ page }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await post(page, `<train-scope link="${SMALL}" views="figures"></train-scope>`);
  const element = scope(page);
  await expect(element.locator('[part="failure"]')).toBeVisible();
  const failed = (it: TrainScope): Promise<boolean> =>
    it.step(1).then(
      () => false,
      () => true,
    );
  expect(await element.evaluate(failed)).toBe(true);
  await page.unroute('**/*.wasm');
  await element.evaluate((it: TrainScope) => it.step(5));
  expect(await stepOf(page)).toBe(5);
  await expect(element.locator('[part="failure"]')).toHaveCount(0);
});
