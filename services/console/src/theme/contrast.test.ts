import { describe, expect, test } from 'vitest';
import { colors } from './colors.ts';

const tones = ['done', 'running', 'idle', 'partly', 'failed'] as const;

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  const color = colors[scheme];
  test.each(tones)('the words of status %s are readable on the page and on their tint (AA)', (tone) => {
    expect(contrast(color[`--cv-${tone}`], color['--mantine-color-body'])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color[`--cv-${tone}`], color[`--cv-${tone}-tint`])).toBeGreaterThanOrEqual(4.5);
  });

  test('dimmed text is readable wherever it stands (AA)', () => {
    const surfaces = [
      '--mantine-color-body',
      '--cv-rail',
      '--cv-raised',
      '--cv-hover',
      '--cv-failed-tint',
      '--cv-partly-tint',
      '--cv-idle-tint',
      '--cv-accent-tint',
    ] as const;
    const poor = surfaces.filter((surface) => contrast(color['--mantine-color-dimmed'], color[surface]) < 4.5);
    expect(poor).toEqual([]);
  });

  test('buttons and links are readable (AA)', () => {
    expect(contrast(color['--cv-on-accent'], color['--cv-accent-text'])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color['--cv-on-failed'], color['--cv-failed'])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color['--cv-accent-text'], color['--mantine-color-body'])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color['--cv-accent-text'], color['--cv-accent-tint'])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color['--cv-rail-text'], color['--cv-rail-active'])).toBeGreaterThanOrEqual(4.5);
  });
});

/** Contrast ratio of WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const channel = (offset: number) => {
    const value = Number.parseInt(hex.slice(offset, offset + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
