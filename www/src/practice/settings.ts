/** Which lanes augment their training points or stop early. */

import { schema, type Settings } from '../schema';

/** Whether training points are changed at every step. */
export function isAugmented(settings: Settings): boolean {
  return schema.fields.some(
    ({ path }) => path.startsWith('augmentation.') && settings[path] !== schema.defaults[path],
  );
}

export function stopsEarly(settings: Settings): boolean {
  return settings['early_stopping.metric'] !== schema.defaults['early_stopping.metric'];
}
