/**
 * Calls `begin` with what is being loaded; if loading fails, nothing is called.
 * @param begin returns a function that undoes it.
 * @returns a function that undoes it, or prevents the call.
 */
export function whenLoaded<T>(loading: Promise<T>, begin: (it: T) => () => void): () => void {
  let end = () => {};
  let wanted = true;
  loading.then(
    (it) => {
      if (wanted) end = begin(it);
    },
    () => {},
  );
  return () => {
    wanted = false;
    end();
  };
}
