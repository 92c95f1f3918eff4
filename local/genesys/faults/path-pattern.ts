/** `*` stands for one segment or a part of it, `**` for any number of them; from `^` on it is a regex. */
export const toPathPattern = (pattern: string): RegExp => {
  if (pattern.startsWith('^')) return new RegExp(pattern);
  const source = pattern
    .split(/(\*\*|\*)/)
    .map((part) => {
      if (part === '**') return '.*';
      return part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`);
};
