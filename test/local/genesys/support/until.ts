/** Awaits a condition instead of a time. */
export const until = async <Value>(
  read: () => Value | undefined | false | Promise<Value | undefined | false>,
): Promise<Value> => {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error('the awaited condition never came true');
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
};
