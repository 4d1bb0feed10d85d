/** The frame as it will stand in another page, made smaller where there is not as much room. */

import { PROTOCOL } from '../embed/protocol';

/** Milliseconds that a choice rests before the frame is made anew. */
const REST = 350;
/** Before the frame has said how high it is. */
const FIRST_HEIGHT = 480;

export interface Wanted {
  readonly address: string;
  readonly title: string;
  readonly width: number | undefined;
  readonly height: number | undefined;
}

export class Preview {
  readonly #changed: () => void;
  readonly #observer = new ResizeObserver(() => {
    this.#fit();
  });
  #host: HTMLElement | undefined;
  #frame: HTMLIFrameElement | undefined;
  #wanted: Wanted | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #measured = FIRST_HEIGHT;
  #scale = 1;

  /** `changed` is called where the height or the scale is another one. */
  constructor(changed: () => void) {
    this.#changed = changed;
    addEventListener('message', this.#hear);
  }

  /** How high the frame said it is. */
  get measured(): number {
    return this.#measured;
  }

  get scale(): number {
    return this.#scale;
  }

  show(host: HTMLElement, wanted: Wanted): void {
    const before = this.#wanted;
    this.#wanted = wanted;
    if (this.#host !== host) {
      this.#host = host;
      this.#observer.observe(host);
    }
    if (before?.address !== wanted.address || before.title !== wanted.title) {
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(
        () => {
          this.#load();
        },
        before === undefined ? 0 : REST,
      );
    }
    this.#fit();
  }

  release(): void {
    clearTimeout(this.#waiting);
    this.#observer.disconnect();
    removeEventListener('message', this.#hear);
    this.#frame?.remove();
  }

  /** A new frame each time: another address in the same one would be a page to go back to. */
  #load(): void {
    if (this.#host === undefined || this.#wanted === undefined) return;
    const frame = document.createElement('iframe');
    frame.title = this.#wanted.title;
    frame.src = this.#wanted.address;
    // It begins when it is asked for something, not only when it comes into sight: its height is copied before that.
    frame.addEventListener('load', () => {
      frame.contentWindow?.postMessage({ trainscope: PROTOCOL, id: 0, command: 'reset' }, '*');
    });
    this.#host.replaceChildren(frame);
    this.#frame = frame;
    this.#fit();
  }

  readonly #hear = ({ source, data }: MessageEvent<unknown>): void => {
    if (source === null || source !== this.#frame?.contentWindow) return;
    if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'embed-size') return;
    const height = 'height' in data ? data.height : undefined;
    if (typeof height !== 'number' || height === this.#measured) return;
    this.#measured = height;
    this.#fit();
    this.#changed();
  };

  #fit(): void {
    const host = this.#host;
    const wanted = this.#wanted;
    if (host === undefined || wanted === undefined) return;
    const room = host.clientWidth;
    const width = wanted.width ?? room;
    const height = wanted.height ?? this.#measured;
    const scale = width > room && room > 0 ? room / width : 1;
    if (this.#frame !== undefined) {
      const { style } = this.#frame;
      style.width = `${width}px`;
      style.height = `${height}px`;
      style.transform = scale === 1 ? '' : `scale(${scale})`;
    }
    host.style.height = `${Math.ceil(height * scale)}px`;
    if (scale === this.#scale) return;
    this.#scale = scale;
    this.#changed();
  }
}
