/** How high the frame has to be, told to the page around in the forms that pages listen for. */

/** The mark before every message of the library iframe-resizer, and its separator. */
const SIZER = '[iFrameSizer]';
/** The same of pym.js, which names the frame in its address. */
const PYM = 'xPYMx';

export interface Heights {
  /** Tells a height in CSS pixels, where it is another one than was told before. */
  tell(height: number): void;
  /** A message of the page around; says whether it was about heights. */
  take(data: unknown): boolean;
}

export interface Place {
  readonly post: (message: unknown) => void;
  /** The frame's whole address, by which a page finds the frame that speaks. */
  readonly src: string;
  /** What pym.js calls this frame. */
  readonly pym: string | undefined;
  readonly width: () => number;
}

/**
 * Nothing of this is secret, and the receivers are the page's own scripts: it goes to whatever page is around.
 *
 * - `{"context":"iframe.resize","height":…,"src":…}` as a string: what blogs and content systems of many kinds listen for;
 * - AMP's `amp-iframe` takes an object, and so do those who were modelled on it;
 * - pym.js and iframe-resizer (version 4's text form) are served where they have introduced themselves.
 */
export function heights({ post, src, pym, width }: Place): Heights {
  let told: number | undefined;
  let sizer: string | undefined;
  const tellSizer = (kind: string): void => {
    if (sizer !== undefined && told !== undefined) post(`${SIZER}${sizer}:${told}:${width()}:${kind}`);
  };
  return {
    tell(exact) {
      const height = Math.ceil(exact);
      if (height === told || !(height > 0)) return;
      told = height;
      post(JSON.stringify({ context: 'iframe.resize', height, src }));
      post({ sentinel: 'amp', type: 'embed-size', height });
      if (pym !== undefined) post(['pym', pym, 'height', String(height)].join(PYM));
      tellSizer('resize');
    },
    take(data) {
      if (typeof data !== 'string' || !data.startsWith(SIZER)) return false;
      // Of all that is in its greeting the frame's name alone is needed: letters, digits and marks, as ids are.
      const [, name] = /^([\w-]{1,100}):/.exec(data.slice(SIZER.length, SIZER.length + 101)) ?? [];
      if (name !== undefined && sizer === undefined) {
        sizer = name;
        tellSizer('init');
      }
      return true;
    },
  };
}
