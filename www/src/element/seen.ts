/** Pictures that are not shown are not asked for. */

import type { Session } from '../session/types';
import type { Views } from './settings';

export function onlyWhatIsSeen(session: Session, views: () => Views): Session {
  return {
    ...session,
    frame: (request) => {
      const { pictures } = views();
      const [field, network] = [pictures.has('field'), pictures.has('network')];
      const lanes = request.lanes.map((lane) => ({
        ...lane,
        field: field && lane.field,
        network: network && lane.network,
        boundaries: field ? lane.boundaries : undefined,
      }));
      return session.frame({ ...request, lanes });
    },
  };
}
