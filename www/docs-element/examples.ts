/** The examples of the element's page: what stands as source is what runs. */

export interface Example {
  readonly id: 'compare' | 'attributes' | 'lens' | 'events' | 'style';
  readonly html: string;
  /** Runs beside it, from a file of its own. */
  readonly script?: string;
  readonly css?: string;
}

export const EXAMPLES: readonly Example[] = [
  {
    id: 'compare',
    html: `<train-scope
  link="v=1&lanes=2&data.dataset=moons&data.noise=0.3&lane2.dropout.p=0.3"
  controls="dropout.p" until="1000">
  <p>Two networks on two moons: one without dropout, one with it.</p>
</train-scope>`,
  },
  {
    id: 'attributes',
    html: `<train-scope
  data.dataset="spiral" network.layers="16,16" training.optimizer="adam"
  views="field network" controls="play step reset seeds">
</train-scope>`,
  },
  {
    id: 'lens',
    html: `<train-scope
  link="v=1&lanes=2&network.layers=16,16,16,16,16,16&network.activation=tanh"
  lane1.initialization.weights="xavier_normal" lane1.name="Xavier"
  lane2.initialization.weights="normal" lane2.name="Normal"
  views="signals" until="200">
</train-scope>`,
  },
  {
    id: 'events',
    html: `<train-scope id="told" data.dataset="xor" views="field"></train-scope>
<p><button id="hundred" type="button">100</button> <output id="heard"></output></p>`,
    script: `const element = document.querySelector('#told');
const heard = document.querySelector('#heard');
element.addEventListener('metrics', ({ detail: { step, lanes } }) => {
  heard.textContent = \`step \${step}: dev loss \${lanes[0].devLoss?.toFixed(3)}\`;
});
document.querySelector('#hundred').addEventListener('click', () => element.step(100));`,
  },
  {
    id: 'style',
    html: `<train-scope class="plum" data.dataset="blobs" views="field figures" theme="light">
</train-scope>`,
    css: `.plum {
  --train-scope-surface: #fbf5fa;
  --train-scope-rule: #d9b8d2;
  --train-scope-ink: #4a1c40;
  --train-scope-radius: 0;
  max-width: 420px;
}
.plum::part(play) {
  border-radius: 99px;
}`,
  },
];
