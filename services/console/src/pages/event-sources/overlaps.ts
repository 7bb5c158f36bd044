import { useTexts } from '../../i18n/text.tsx';

/** For how long what was rotated goes on. */
export const overlapsHours = [0, 24, 72, 168];

export function useOverlapName(): (hours: number) => string {
  const { t } = useTexts();
  return (hours) => {
    if (hours === 0) return t.eventSources.atOnce;
    return hours < 48 ? t.eventSources.hours(hours) : t.eventSources.days(hours / 24);
  };
}
