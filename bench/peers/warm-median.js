/** The median time of an action in milliseconds, once it is warm. */
export async function warmMedian(action) {
  const times = [];
  for (let n = 0; n < 25; n++) {
    const since = performance.now();
    await action();
    if (n >= 5) times.push(performance.now() - since);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}
