/** What is loaded when it is first wanted: there is nothing until then, and `ready` is called when there is. */
export function late<Module>(load: () => Promise<Module>): (ready: () => void) => Module | undefined {
  let loaded: Module | undefined;
  let loading: Promise<void> | undefined;
  return (ready) => {
    if (loaded === undefined)
      (loading ??= load().then((module) => {
        loaded = module;
      })).then(ready, (error: unknown) => {
        // The next time it is wanted it is asked for again.
        loading = undefined;
        reportError(error);
      });
    return loaded;
  };
}
