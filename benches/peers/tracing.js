/** How long the page's own thread was busy at a stretch, from the browser's trace. */

const CATEGORIES = ['disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'];

/** What the browser calls a task in its traces. */
const TASK = 'RunTask';
/** A task of more than this many milliseconds delays the next frame and the answer to a press. */
const LONG = 50;

/** The tasks of the page's main thread while so many milliseconds pass. */
export async function longestTasks(browser, page, milliseconds) {
  await browser.startTracing(page, { categories: CATEGORIES });
  await page.waitForTimeout(milliseconds);
  const { traceEvents: events } = JSON.parse(await browser.stopTracing());
  const thread = onPageThread(events).filter(({ ph }) => ph === 'X');
  const tasks = thread.filter(({ name }) => name === TASK).sort((a, b) => b.dur - a.dur);
  // A trace without tasks would call any page smooth.
  if (tasks.length < 100) throw new Error(`the trace holds only ${tasks.length} tasks of the page`);
  const milli = (micro) => micro / 1000;
  return {
    tasks: tasks.length,
    longest: milli(tasks[0].dur),
    secondLongest: milli(tasks[1].dur),
    ninetyNinth: milli(tasks[Math.floor(tasks.length / 100)].dur),
    overLong: tasks.filter(({ dur }) => milli(dur) > LONG).length,
    // What the thread itself computed, which other programs on the same cores cannot lengthen.
    longestOnCpu: milli(Math.max(...tasks.map(({ tdur }) => tdur ?? 0))),
    inside: within(thread, tasks[0])
      .slice(0, 4)
      .map(({ name, dur }) => ({ name, milliseconds: milli(dur) })),
  };
}

/** What went on during a task, the longest first; what is itself a part of something is there too. */
function within(thread, task) {
  const end = task.ts + task.dur;
  return thread
    .filter((event) => event !== task && event.ts >= task.ts && event.ts + event.dur <= end)
    .sort((a, b) => b.dur - a.dur);
}

/** The events of the busiest of the threads that are a renderer's main thread: other renderers only wait. */
function onPageThread(events) {
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  return threads
    .map(({ pid, tid }) => events.filter((event) => event.pid === pid && event.tid === tid))
    .reduce((busiest, next) => (next.length > busiest.length ? next : busiest), []);
}
