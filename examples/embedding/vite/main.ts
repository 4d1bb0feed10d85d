import 'trainscope';

const scope = document.querySelector('train-scope');
const output = document.querySelector('#accuracy');

scope?.addEventListener('metrics', ({ detail }) => {
  if (output === null) return;
  output.textContent = detail.lanes.map(({ devAccuracy }) => devAccuracy?.toFixed(3) ?? '—').join(', ');
});
