import 'trainscope';

const scope = document.querySelector('train-scope');
const output = document.querySelector('#accuracy');

scope?.addEventListener('metrics', ({ detail }) => {
  if (output === null) return;
  const accuracies = detail.lanes.map(({ devAccuracy }) => devAccuracy?.toFixed(3) ?? '—');
  output.textContent = `${accuracies.join(', ')} at step ${detail.step}`;
});
