/** A limit for what the engine is asked and has no limit of its own: a build, a test that hangs. */

/**
 * Waits no longer than that. What is waited for goes on until the call ends, and the engine with it.
 *
 * @throws Error that says so, or what the work throws
 */
export async function within<T>(seconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const words = `it took longer than its limit of ${seconds / 60} minutes`;
    timer = setTimeout(() => reject(new Error(words)), seconds * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
