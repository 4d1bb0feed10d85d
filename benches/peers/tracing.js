/** How long the page's own thread was busy at a stretch, from the browser's trace. */

const CATEGORIES = ['disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'];

/** A task of more than this many milliseconds delays the next frame and the answer to a press. */
const LONG = 50;

/** The tasks of the page's main thread while so many milliseconds pass. */
export async function longestTasks(browser, page, milliseconds) {
  await browser.startTracing(page, { categories: CATEGORIES });
  await page.waitForTimeout(milliseconds);
  const { traceEvents: events } = JSON.parse(await browser.stopTracing());
  const durations = onPageThread(events)
    .filter(({ name, ph }) => ph === 'X' && (name === 'RunTask' || name.endsWith('::RunTask')))
    .map(({ dur }) => dur / 1000)
    .sort((a, b) => b - a);
  // A trace without tasks would call any page smooth.
  if (durations.length < 100) throw new Error(`the trace holds only ${durations.length} tasks of the page`);
  return {
    tasks: durations.length,
    longest: durations[0],
    secondLongest: durations[1],
    ninetyNinth: durations[Math.floor(durations.length / 100)],
    overLong: durations.filter((duration) => duration > LONG).length,
  };
}

/** The events of the busiest of the threads that are a renderer's main thread: other renderers only wait. */
function onPageThread(events) {
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  return threads
    .map(({ pid, tid }) => events.filter((event) => event.pid === pid && event.tid === tid))
    .reduce((busiest, next) => (next.length > busiest.length ? next : busiest), []);
}
