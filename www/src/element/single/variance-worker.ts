/** The lens's worker where all is one file: the first message brings the core. */

import './receive';
import '../../lenses/variance/worker';
