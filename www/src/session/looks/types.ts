/** What lenses may ask of the core along with a frame, by name, and what they are told. */

import type { Playground } from '../../generated/wasm/trainscope';
import type { SignalsLook } from './signals';
import type { CheckLook } from './check';
import type { RecordingLook } from './recording';
import type { DiagnosisLook } from './diagnosis';
import type { DropoutLook } from './dropout';
import type { ParameterLook } from './parameter';
import type { StepLook } from './step';
import type { InputsLook } from './inputs';
import type { SurfaceLook } from './surface';
import type { VarianceLook } from './variance';
import type { WeightsLook } from './weights';

/** A line for each lens that needs more of the core than the frame holds. */
export interface Looks {
  readonly signals: SignalsLook;
  readonly weights: WeightsLook;
  readonly recording: RecordingLook;
  readonly check: CheckLook;
  readonly dropout: DropoutLook;
  readonly parameter: ParameterLook;
  readonly step: StepLook;
  readonly surface: SurfaceLook;
  readonly variance: VarianceLook;
  readonly inputs: InputsLook;
  readonly diagnosis: DiagnosisLook;
}

/** Plain data both ways, since it crosses to a worker and back. */
export interface Look {
  readonly request: object;
  readonly answer: object;
}

export type LookName = keyof Looks;
export type LookRequest = {
  [Name in LookName]: { readonly name: Name } & Looks[Name]['request'];
}[LookName];
export type LookAnswer = { [Name in LookName]: { readonly name: Name } & Looks[Name]['answer'] }[LookName];

/** Answers a lens, after the frame's steps. */
export type Looker<Kind extends Look> = (playground: Playground, request: Kind['request']) => Kind['answer'];
