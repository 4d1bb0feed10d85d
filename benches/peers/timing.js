/** Timing in turns: what disturbs the machine for a while disturbs every contender of a round alike. */

/** Rounds that are run and thrown away, while the engine still compiles. */
const WARM_UP = 2;

/** Lets collected garbage and the page's own work happen between two measurements and not within one. */
const breathe = () => new Promise((resolve) => setTimeout(resolve, 0));

async function timed(contender, count) {
  await contender.activate?.();
  await breathe();
  const start = performance.now();
  const done = await contender.run(count);
  return (1e6 * (performance.now() - start)) / done;
}

/** How many runs fill `milliseconds`. The fast ones get there by doubling, which warms them up. */
async function calibrate(contender, milliseconds) {
  for (let count = 1; ; count *= 2) {
    const total = ((await timed(contender, count)) * count) / 1e6;
    if (total >= milliseconds / 2) return Math.max(1, Math.round((count * milliseconds) / total));
  }
}

/**
 * Runs each contender once a round, the first one a place later each time.
 *
 * A contender has a name and `run(count)`, which returns how often it did its work, at least `count` times; where it
 * returns a promise that is waited for. The result has, for each, the nanoseconds of one run in every round.
 */
export async function inTurns(contenders, { rounds, milliseconds }) {
  const counts = [];
  for (const contender of contenders) counts.push(await calibrate(contender, milliseconds));
  const nanoseconds = contenders.map(() => []);
  for (let round = -WARM_UP; round < rounds; round += 1)
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const at = (turn + round + WARM_UP) % contenders.length;
      const time = await timed(contenders[at], counts[at]);
      if (round >= 0) nanoseconds[at].push(time);
    }
  return contenders.map(({ name }, at) => ({ name, nanoseconds: nanoseconds[at] }));
}

/** A contender that calls a function. */
export function calling(name, call, activate) {
  const run = (count) => {
    for (let i = 0; i < count; i += 1) call();
    return count;
  };
  return { name, run, activate };
}

/** A contender that makes steps. */
export function stepping(name, contender) {
  return {
    name,
    run: (count) => contender.steps(count),
    activate: contender.activate && (() => contender.activate()),
  };
}
