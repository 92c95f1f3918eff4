/** What some work writes to a stream of this process, which shows none of it. */
export function written(stream: NodeJS.WriteStream, work: () => unknown): string {
  const lines: string[] = [];
  const spy = jest.spyOn(stream, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  try {
    work();
  } finally {
    spy.mockRestore();
  }
  return lines.join('');
}
