/**
 * The most that a module can multiply and add in 128-bit vectors on one thread: chains of multiplications and chains
 * of additions that wait for nobody but themselves, all in registers. No fused operation, since trainscope's results
 * may not depend on the machine.
 */

/** Twelve chains and two constants fit the fifteen vector registers that V8 has on x86-64. */
const CHAINS = 6;
/** Often enough that the loop's own counting does not show. */
const REPEATS = 16;
const LANES = 4;

export const OPERATIONS_PER_TURN = 2 * CHAINS * REPEATS * LANES;

/** The module as text; `run(turns, factor, summand)` keeps the constants unknown to the compiler. */
export function peakText() {
  const each = (text) => Array.from({ length: CHAINS }, (_, chain) => text.replaceAll('#', chain)).join('\n');
  const turn = each(`
    (local.set $product# (f32x4.mul (local.get $product#) (local.get $factor)))
    (local.set $sum# (f32x4.add (local.get $sum#) (local.get $summand)))`);
  return `(module
  (func (export "run") (param $turns i32) (param $f f32) (param $s f32) (result f32)
    (local $factor v128) (local $summand v128) (local $all v128)
    ${each('(local $product# v128) (local $sum# v128)')}
    (local.set $factor (f32x4.splat (local.get $f)))
    (local.set $summand (f32x4.splat (local.get $s)))
    ${each('(local.set $product# (f32x4.splat (f32.const #.5)))')}
    (loop $again
      ${turn.repeat(REPEATS)}
      (local.set $turns (i32.sub (local.get $turns) (i32.const 1)))
      (br_if $again (local.get $turns)))
    ${each(`(local.set $all
      (f32x4.add (local.get $all) (f32x4.add (local.get $product#) (local.get $sum#))))`)}
    (f32x4.extract_lane 0 (local.get $all))))`;
}

/**
 * A contender that does as many floating-point operations as a step of a work does. A run is one such step's worth,
 * so its time beside that of the step is the share of the peak that the step reaches.
 */
export async function peakContender(name, module, operations) {
  const { instance } = await WebAssembly.instantiate(module);
  const turnsPerStep = operations / OPERATIONS_PER_TURN;
  return {
    name,
    run: (count) => {
      const turns = Math.ceil(count * turnsPerStep);
      const result = instance.exports.run(turns, 1, 1e-7);
      if (!Number.isFinite(result)) throw new Error('the chains overflowed, which may change their speed');
      return turns / turnsPerStep;
    },
  };
}
