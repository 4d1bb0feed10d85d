/** The worker's end where all is one file: the first message brings the core. */

import './receive';
import '../../session/worker';
