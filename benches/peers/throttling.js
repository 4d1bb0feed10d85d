/** Whom the browser's CPU slow-down reaches: the page's own thread only, or its workers too? */

/** The time of a fixed amount of arithmetic; sent to the page and to a worker as text. */
function work() {
  const start = performance.now();
  let x = 1;
  for (let i = 0; i < 20_000_000; i += 1) x = (x * 16807) % 2147483647;
  // The result is used, or the loop would be no work.
  return performance.now() - start + (x > 0 ? 0 : 1);
}

const IN_WORKER = `
  new Promise((resolve, reject) => {
    const code = 'postMessage((' + ${JSON.stringify(work.toString())} + ')())';
    const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
    worker.onmessage = ({ data }) => { worker.terminate(); resolve(data); };
    worker.onerror = ({ message }) => { reject(new Error(message)); };
  })`;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** How much slower the same work is under the slow-down: on the page's thread, and in a worker. */
export async function probe(browser, address, rate) {
  const page = await browser.newPage();
  // An empty page, whose policy allows a worker made of text.
  await page.route('**/probe', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  await page.goto(`${address}probe`);
  const session = await page.context().newCDPSession(page);
  const times = { page: { full: [], slow: [] }, worker: { full: [], slow: [] } };
  for (let round = 0; round < 5; round += 1)
    for (const [speed, slowDown] of [
      ['full', 1],
      ['slow', rate],
    ]) {
      await session.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
      times.page[speed].push(await page.evaluate(work));
      times.worker[speed].push(await page.evaluate(IN_WORKER));
    }
  await page.context().close();
  const factor = ({ full, slow }) => median(slow) / median(full);
  return { page: factor(times.page), worker: factor(times.worker) };
}
