import * as fc from 'fast-check';
import { readRequests } from '../../../cli/plan/read-requests';
import { aRequest } from '../../support/builders';

const request = (occurrence: string) => aRequest({ occurrence });

describe('a file of requests', () => {
  it('may hold one request', () => {
    const detail = request('one');

    expect(readRequests(`\n\n${JSON.stringify(detail, null, 2)}\n`)).toMatchObject([
      { kind: 'request', line: 3, detail: detail },
    ]);
  });

  it('may hold one on each line, with empty lines between', () => {
    const [one, two] = [request('one'), request('two')];

    expect(readRequests(`${JSON.stringify(one)}\n\n${JSON.stringify(two)}\n`)).toMatchObject([
      { kind: 'request', line: 1, detail: one },
      { kind: 'request', line: 3, detail: two },
    ]);
  });

  it('names the line of a bad row, and reads the others', () => {
    const rows = readRequests(
      [JSON.stringify(request('one')), '{"occurrence":', JSON.stringify({ text: 5 })].join('\n'),
    );

    expect(rows.map(({ kind, line }) => [kind, line])).toEqual([
      ['request', 1],
      ['invalid', 2],
      ['invalid', 3],
    ]);
    expect(rows[1]).toMatchObject({ problems: [{ code: 'NOT_JSON' }] });
    expect(rows[2]).toMatchObject({
      problems: [
        { code: 'FIELD_MISSING', path: 'occurrence' },
        { code: 'FIELD_MISSING', path: 'contactId' },
        { code: 'WRONG_TYPE', path: 'text' },
      ],
    });
  });

  it('never shows a value that it refuses', () => {
    expect(JSON.stringify(readRequests('{"text":["a secret"]}'))).not.toContain('a secret');
  });

  it('names the line on which each element of an array begins, however it is spaced', () => {
    const element = fc.record({ occurrence: fc.string(), nested: fc.jsonValue() });
    const spaces = fc.constantFrom('', ' ', '\n', '\n\n  ');
    fc.assert(
      fc.property(fc.array(fc.tuple(element, spaces, spaces)), (elements) => {
        let text = '[';
        const lines: number[] = [];
        elements.forEach(([value, before, after], index) => {
          text += before;
          lines.push(text.split('\n').length);
          text += `${JSON.stringify(value, null, 1)}${after}${index < elements.length - 1 ? ',' : ''}`;
        });

        expect(readRequests(`${text}]`).map(({ line }) => line)).toEqual(lines);
      }),
    );
  });
});
