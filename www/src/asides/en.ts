/** What is said on demand, in English. */

export const later = {
  /** What each field is for. */
  help: {
    'data.dataset': 'Where the points come from.',
    'data.points': 'How many points there are, over all three sets.',
    'data.noise': 'Standard deviation of the noise on both coordinates; in regression, on the target.',
    'data.label_noise': 'The share of points whose class is replaced by another one.',
    'data.classes': 'How many classes there are to tell apart.',
    'data.balance':
      'Weight b of class 0 against each other class. Of k classes, its share is b ÷ (b + (k−1)(1−b)); 0.5 makes all equal.',
    'data.custom': 'One point a line: x1, x2, class (or the number to predict).',
    'split.train': 'The share the network learns from.',
    'split.dev': 'The share used to compare settings; never trained on.',
    'split.test': 'The share kept for the final figure.',
    'split.stratified':
      'Deals out each class by itself, so that all sets have its share; off leaves that to chance.',
    'split.train_dev':
      'The share of the training part that is set aside: from the same distribution, but not trained on. What is worse on it is variance; what is worse still on dev is mismatch.',
    'target.rotation':
      'Dev and test come from the target distribution: the same points turned by so many degrees.',
    'target.shift_x1': 'How far dev and test points are moved to the right.',
    'target.shift_x2': 'How far dev and test points are moved up.',
    'target.scale': 'A factor on the coordinates of dev and test points.',
    'target.noise':
      'Standard deviation of further noise on dev and test points; in regression, on the target.',
    'target.odds': 'A factor on the odds of class 0 in dev and test; 1 leaves them as in train.',
    'target.share': 'The share of the training part that comes from the target distribution too.',
    'augmentation.jitter':
      'Moves each training point at every step by normal noise of this standard deviation.',
    'augmentation.rotation':
      'Turns each training point about the origin by up to so many degrees, to either side.',
    'augmentation.flip_x1': 'How likely a training point is to be mirrored left and right at each step.',
    'augmentation.flip_x2': 'How likely a training point is to be mirrored up and down at each step.',
    'augmentation.scale':
      'The largest factor s on both coordinates; each step draws one from 1/s to s. 1 for none.',
    'augmentation.mixup':
      'Mixes each training point, and its target, with another one, in a proportion from Beta(α, α); 0 for none.',
    'inputs.features': 'What the network is given of each point.',
    'inputs.noise_inputs': 'How many extra inputs ε₁, ε₂, … of pure noise there are.',
    'inputs.scale':
      'Multiplies all features, or each by a number of its own: age in years beside income, say.',
    'inputs.normalization': 'Brings the inputs to one scale.',
    'inputs.statistics':
      'Which points that scale is measured on: train alone, or all points, which lets dev and test leak into training.',
    'network.layers': 'The number of units in each hidden layer.',
    'network.activation': 'The non-linear function applied to each hidden unit’s weighted sum.',
    'initialization.weights': 'How the weights are drawn before the first step.',
    'initialization.gain': 'Multiplies every weight that the scheme draws.',
    'initialization.value': 'The value that every weight starts at.',
    'initialization.sigma': 'Standard deviation of the normal distribution.',
    'initialization.limit': 'Weights are drawn evenly between −limit and +limit.',
    'initialization.fan': 'fan_in keeps the variance steady on the way forward, fan_out on the way back.',
    'initialization.bias': 'How the biases are initialized.',
    'initialization.bias_value': 'The value that every bias starts at.',
    'initialization.output_bias':
      'How the output biases are initialized; they can start at the class frequencies.',
    'dropout.p': 'The probability that a hidden unit is left out in training.',
    'dropout.input': 'The probability that an input is left out in training.',
    'dropout.scaling': 'Inverted: ÷ (1−p) in training. Classic: × (1−p) at test. None: neither.',
    'dropout.placement': 'Masks go after or before the activation.',
    'dropout.mask': 'A mask for each example, or one for the whole batch.',
    'dropout.evaluate':
      'eval() uses all units. train() leaves masks on: what you get when eval() is forgotten.',
    'regularization.l1': 'λ₁ of the penalty λ₁ Σ|w|; pushes weights toward zero.',
    'regularization.l2':
      'λ₂ of the penalty (λ₂/2) Σw²; keeps weights small. PyTorch’s weight_decay for SGD and Adam.',
    'regularization.weight_decay':
      'Before each update, weights are multiplied by 1 − learning rate × decay; the gradient has no part in it.',
    'regularization.biases': 'Whether L1, L2 and weight decay apply to the biases.',
    'training.loss': 'The loss that training minimizes.',
    'training.optimizer': 'The rule that turns gradients into updates.',
    'training.learning_rate': 'The size of each update. At 0 nothing is learned.',
    'training.momentum': 'How much of the last update’s direction is kept.',
    'training.rho': 'Smoothing of RMSProp’s mean squared gradient: the larger, the longer it remembers.',
    'training.beta1': 'Smoothing of Adam’s mean gradient: the larger, the longer it remembers.',
    'training.beta2': 'Smoothing of Adam’s mean squared gradient: the larger, the longer it remembers.',
    'training.epsilon': 'A small number added to the divisor, to keep it from zero.',
    'training.batch': 'Examples in each step.',
    'training.schedule': 'How the learning rate changes over time.',
    'training.schedule_steps': 'Steps between two drops, or the length of the cosine.',
    'training.schedule_factor': 'What the learning rate is multiplied by at each drop.',
    'training.warmup_steps': 'Steps over which the learning rate rises from zero; 0 for none.',
    'training.clip_norm': 'The largest norm of the gradient, over all parameters together; 0 for no limit.',
    'early_stopping.metric':
      'The dev figure, taken without masks after every epoch, that tells when to stop. Training can go on past it.',
    'early_stopping.patience': 'Epochs in a row without progress after which the run counts as stopped.',
    'early_stopping.min_delta': 'By how much the figure has to get better to count as progress.',
    'seeds.data': 'Draws the points.',
    'seeds.split': 'Deals points into train, dev and test.',
    'seeds.init': 'Draws the initial weights.',
    'seeds.batches': 'Orders the examples.',
    'seeds.masks': 'Draws the dropout masks.',
    'seeds.augmentation': 'Draws the changes made to examples.',
    'seeds.first_run': 'Which of the runs that these seeds give comes first: it is shown as run 1.',
  },

  problem: {
    title: 'Not everything could be used',
    showAll: (n: string) => `Show all (${n})`,
    still: (value: string) => `Still using ${value}.`,
    field: (label: string, got: string, allowed: string) =>
      got === '' ? `${label}: nothing is given. ${allowed}` : `${label}: “${got}” is not allowed. ${allowed}`,
    clamped: (label: string, got: string, allowed: string, used: string) =>
      got === ''
        ? `${label}: nothing is given; using ${used}. ${allowed}`
        : `${label}: “${got}” is not allowed; using ${used}. ${allowed}`,
    unknown: (key: string) => `“${key}” is not a setting of this page. Ignored.`,
    repeated: (key: string) => `“${key}” stands in the link more than once. The last one is used.`,
    more: (n: string) => `And ${n} more.`,
    version: (got: string, known: string) =>
      `The link is of version “${got}”; this page reads version ${known}. Only what it understands is used.`,
    inLane: (n: number, text: string) => `Lane ${n}: ${text}`,
    integer: (min: string, max: string) => `Allowed: a whole number from ${min} to ${max}.`,
    real: (min: string, max: string) => `Allowed: a number from ${min} to ${max}.`,
    flag: 'Allowed: on or off.',
    choice: (options: string) => `Allowed: ${options}.`,
    choices: (options: string) => `Allowed: one or more of ${options}.`,
    integers: (longest: string, min: string, max: string) =>
      `Allowed: up to ${longest} whole numbers from ${min} to ${max}.`,
    eachReal: (min: string, max: string) => `Allowed: a number from ${min} to ${max}, or a list of them.`,
    eachChoice: (options: string) => `Allowed: ${options}, or a list of them.`,
    text: 'Allowed: a short name.',
    points: (longest: string, min: string, max: string) =>
      `Allowed: up to ${longest} points, each x1, x2, class, with coordinates from ${min} to ${max}.`,
    length: (expected: string) => `Allowed: one value, or a list of ${expected}.`,
    loss: (options: string) => `Allowed with this data: ${options}.`,
    pointCount: (least: string) => `Allowed: at least ${least} points.`,
    tooFewPoints: (count: string, least: string) =>
      `${count} points are too few to train on: ${least} are the least.`,
    noPointOf: (absent: string) => `Class ${absent} has no point yet: it needs at least one.`,
    target: (most: string) =>
      `Allowed: classes 0 to ${most}, each with a point, or real numbers from −10 to 10.`,
    emptyTrain: 'Allowed: a share that leaves the train set points of every class to learn from.',
    memory: (most: string) => `Allowed: networks that fit ${most} MiB together. Use fewer runs or units.`,
    work: 'A single step would be too much work. Use fewer runs, units or examples in a batch.',
    other: (rule: string) => `Allowed: ${rule}.`,
    default: 'the default',
    list: (n: string) => `a list of ${n}`,
  },

  keyboard: {
    title: 'Keyboard',
    enable: 'Single-key shortcuts',
    play: 'play or pause',
    step: 'one step',
    reset: 'reset',
    lane: 'choose the lane to change',
    close: 'close',
    space: 'Space',
  },
};

/** Every language has all of it. */
export type Later = typeof later;
