/**
 * Begins what has to wait for something on its way; where that does not come, nothing begins.
 * @param begin returns what ends it.
 * @returns ends it, or keeps it from beginning.
 */
export function onceThere<T>(coming: Promise<T>, begin: (it: T) => () => void): () => void {
  let end = () => {};
  let wanted = true;
  coming.then(
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
