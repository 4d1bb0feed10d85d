/** Defines the element. */

import { setHome, TrainScope } from './figure';

// The playground stands beside this file. Named apart, so that the bundler takes it for no file to be copied.
const { url } = import.meta;
setHome(new URL('./', url).href);
if (customElements.get('train-scope') === undefined) customElements.define('train-scope', TrainScope);

export { TrainScope };
