import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

/**
 * A phone number in E.164 (`+421905123456`); null when it is not valid. A number without its country code is read as
 * one of `defaultCountry` (ISO 3166, two letters).
 */
export function normalizePhone(text: string, defaultCountry: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > 64) return null;
  const country = defaultCountry.toUpperCase();
  const found = parsePhoneNumberFromString(trimmed, {
    ...(isSupportedCountry(country) ? { defaultCountry: country } : {}),
    extract: false,
  });
  return found?.isValid() && !found.ext ? found.number : null;
}
