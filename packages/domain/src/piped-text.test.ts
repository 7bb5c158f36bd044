import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PermanentError } from './failures.ts';
import { renderPipedText } from './piped-text.ts';
import { checkPipedText, readsPipedText } from './piped-text-check.ts';

const event = {
  CaseNumber: '00001001',
  Subject: '<b>"A" & \'B\'</b>',
  Closed: '2026-03-01T23:30:00Z',
  Due: '2026-03-01',
  Owner: null,
};
const render = (template: string, options = {}) => renderPipedText(template, { event }, options);
const anyText = fc.string({ unit: 'binary', maxLength: 300 });

test('a field alone is written as the template library writes it', () => {
  const names = fc.constantFrom(
    'size',
    'first',
    'last',
    'Subject',
    'sizes',
    '_x',
    '__proto__',
    'constructor',
    'Owner__c',
  );
  const event = fc.dictionary(names, fc.option(anyText));
  fc.assert(
    fc.property(names, event, fc.constantFrom('none', 'html', 'url'), (name, fields, escaping) => {
      const written = renderPipedText(`{{ event.${name} }}`, { event: fields }, { escape: escaping });
      expect(written).toBe(renderPipedText(`{{- event.${name} -}}`, { event: fields }, { escape: escaping }));
    }),
  );
});

const anyTemplate = fc.oneof(
  anyText,
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '{{',
          '}}',
          '{%',
          '%}',
          'event',
          '.',
          'Subject',
          '|',
          ' upcase ',
          ' if ',
          ' endif ',
          '"',
          "'",
          '[',
          ']',
          '(1..9)',
          ' for ',
          ' raw ',
        ),
        anyText,
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

test('values come as they are: leading zeros stay', () => {
  expect(render('Case {{ event.CaseNumber }}')).toBe('Case 00001001');
});

test('a field that is null or unknown comes out empty, or as its default', () => {
  expect(render('[{{ event.Owner }}][{{ event.Nothing }}][{{ contact.firstName }}]')).toBe('[][][]');
  expect(render('{{ event.Owner | default: "team" }}')).toBe('team');
});

test('names with blanks are read with brackets', () => {
  expect(renderPipedText('{{ embeddedData["Case Number"] }}', { embeddedData: { 'Case Number': '7' } })).toBe('7');
});

test('if and unless choose text', () => {
  expect(render('{% if event.CaseNumber == "00001001" %}yes{% else %}no{% endif %}')).toBe('yes');
  expect(render('{% unless event.Owner %}nobody{% endunless %}')).toBe('nobody');
});

test('an instant is written in the time zone, a date without time is the same day everywhere', () => {
  const template = '{{ event.Closed | date: "%d.%m.%Y %H:%M" }}, {{ event.Due | date: "%d.%m.%Y" }}';
  expect(render(template, { timeZone: 'America/New_York' })).toBe('01.03.2026 18:30, 01.03.2026');
  expect(render(template, { timeZone: 'Asia/Tokyo' })).toBe('02.03.2026 08:30, 01.03.2026');
});

test('what is no date is written as it is, and no clock is read', () => {
  expect(render('{{ event.CaseNumber | date: "%Y" }} {{ "now" | date: "%Y" }}')).toBe('00001001 now');
});

test('values are escaped for their place, the template is not', () => {
  expect(render('<p>{{ event.Subject }}</p>', { escape: 'html' })).toBe(
    '<p>&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</p>',
  );
  expect(render('?a=b&s={{ event.Subject }}', { escape: 'url' })).toBe("?a=b&s=%3Cb%3E%22A%22%20%26%20'B'%3C%2Fb%3E");
});

test('no value, filter or literal gets markup past the escape', () => {
  fc.assert(
    fc.property(
      anyText,
      fc.constantFrom('', ' | upcase', ' | append: "<x>"', ' | default: "<y>"', ' | strip'),
      (value, filter) => {
        const html = renderPipedText(`{{ event.X${filter} }}`, { event: { X: value } }, { escape: 'html' });
        expect(html).not.toMatch(/[<>"']/);
        const url = renderPipedText(`{{ event.X${filter} }}`, { event: { X: value } }, { escape: 'url' });
        expect(url).toMatch(/^[\w.!~*'()%-]*$/);
      },
    ),
  );
  expect(() => render('{{ event.Subject | raw }}', { escape: 'html' })).toThrow(PermanentError);
});

test('prototypes are out of reach', () => {
  expect(render('{{ event.constructor }}{{ event.__proto__ }}{{ event.toString }}{{ constructor }}')).toBe('');
});

test.each([
  '{{ event.X',
  '{% for a in (1..9) %}{% endfor %}',
  '{% render "x" %}',
  '{{ event.X | sort }}',
  '{% assign a = 1 %}',
])('%s fails with the place and none of the contents', (template) => {
  const failed = () => renderPipedText(`secret ${template}`, { event: { X: 'private' } });
  expect(failed).toThrow(PermanentError);
  expect(failed).toThrow(/^piped-text-failed: at line 1, column 8$/);
});

test('text that grows out of bounds fails instead of filling the memory', () => {
  const long = { X: 'x'.repeat(100_000) };
  expect(() => renderPipedText('{{ event.X }}'.repeat(500), { event: long })).toThrow(/piped-text-failed/);
  expect(() => renderPipedText('{{ event.X | replace: "x", event.X }}', { event: long })).toThrow(/piped-text-failed/);
  expect(() => renderPipedText('{{ "2026-01-01" | date: "%9999999d" }}', {})).toThrow(/piped-text-failed/);
});

test('whatever the template, it is written or fails as piped text', () => {
  fc.assert(
    fc.property(anyTemplate, (template) => {
      try {
        expect(typeof render(template, { escape: 'html' })).toBe('string');
      } catch (error) {
        expect(error).toMatchObject({ code: 'piped-text-failed' });
      }
    }),
    { numRuns: 500 },
  );
});

describe('checking', () => {
  const known = {
    event: new Set(['CaseNumber', 'Subject']),
    task: new Map([['person', new Set(['contactId'])]]),
    survey: new Set(['link']),
  };

  test('known fields, outputs and links are no problem', () => {
    const template = '{{ event.CaseNumber | default: event.Subject }}{{ task.person.contactId }}{{ survey.link }}';
    expect(checkPipedText(template, known)).toEqual([]);
  });

  test.each([
    ['{{ event.Casenumber }}', 'unknown-field', 'Did you mean “CaseNumber”?'],
    ['{{ event.Subject | default: event.Wrong }}', 'unknown-field', 'Use a known field: CaseNumber, Subject.'],
    ['{% if event.Wrong %}{% endif %}', 'unknown-field', 'Use a known field: CaseNumber, Subject.'],
    ['{{ task.persona.contactId }}', 'unknown-step', 'Did you mean “person”?'],
    ['{{ task.person.other }}', 'unknown-field', 'Use a known field: contactId.'],
    ['{{ contact.firstName }}', 'not-available-here', 'Use one of: {{ event.… }}, {{ task.… }}, {{ survey.… }}.'],
    ['{{ event }}', 'unknown-field', 'Write {{ event.Name }} or {{ event["A name"] }}.'],
  ])('%s is a problem, with what mends it', (template, code, mend) => {
    expect(checkPipedText(template, known)).toMatchObject([{ code, mend }]);
  });

  test('the place of a problem is counted in lines and columns', () => {
    expect(checkPipedText('a\n  {{ event.Wrong }}', known)).toMatchObject([{ line: 2, column: 6 }]);
  });

  test.each(['{{ event.Subject', '{{ event.Subject | nothing }}', '{% for a in event %}{% endfor %}', '{{ }}'])(
    '%s is a problem of syntax',
    (template) => {
      expect(checkPipedText(template, known)).toMatchObject([{ code: 'piped-text-syntax', line: 1 }]);
    },
  );

  test('a template without problems can be written', () => {
    fc.assert(
      fc.property(anyTemplate, (template) => {
        const problems = checkPipedText(template, { event: 'any' });
        if (problems.length === 0) expect(typeof render(template)).toBe('string');
      }),
      { numRuns: 500 },
    );
  });

  test('a link is found where it is read, not where its name stands as text', () => {
    expect(readsPipedText('<a href="{{survey.link}}">', 'survey', 'link')).toBe(true);
    expect(readsPipedText('survey.link {{ survey }} {{ event.link }}', 'survey', 'link')).toBe(false);
    expect(readsPipedText('{{ survey.link', 'survey', 'link')).toBe(false);
  });
});
