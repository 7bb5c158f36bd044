import type { Words } from './words.ts';

export const de: Words = {
  pageOf: (page, pages) => `Seite ${page} von ${pages}`,
  problems: (count) =>
    count === 1 ? 'Bitte sehen Sie eine Antwort noch einmal an' : `Bitte sehen Sie ${count} Antworten noch einmal an`,
  errorPrefix: 'Fehler: ',
  required: 'Pflichtangabe',
  moreQuestions: 'Danke. Zu Ihrer Antwort haben wir unten noch eine Frage.',
  languages: 'Sprache',
  otherAnswer: 'Ihre eigene Antwort',
  choose: 'Bitte wählen …',
  tooLong: (maximum) => `Bitte höchstens ${maximum} Zeichen eingeben.`,
  notANumber: 'Bitte eine Zahl eingeben.',
  notADate: 'Bitte ein gültiges Datum oder eine gültige Uhrzeit eingeben.',
  thanks: 'Ihre Antworten sind gespeichert. Sie können diese Seite schließen.',
  alreadyAnswered: {
    title: 'Sie haben schon geantwortet',
    text: 'Vielen Dank: Ihre Antworten auf diese Umfrage sind gespeichert. Es ist nichts weiter zu tun.',
  },
  notFound: {
    title: 'Dieser Link funktioniert nicht',
    text: 'Zu dieser Adresse gehört keine Umfrage. Öffnen Sie den Link aus Ihrer Nachricht noch einmal, oder kopieren Sie die ganze Adresse.',
  },
  expired: {
    title: 'Dieser Umfragelink ist abgelaufen',
    text: 'Die Zeit zum Antworten ist vorbei. Wenn Sie uns noch etwas sagen möchten, antworten Sie dem Absender des Links.',
  },
  revoked: {
    title: 'Dieser Umfragelink ist nicht mehr gültig',
    text: 'Er wurde vom Absender zurückgezogen. Wenn Sie das für einen Irrtum halten, antworten Sie bitte auf die Nachricht mit dem Link.',
  },
  paused: {
    title: 'Diese Umfrage macht eine Pause',
    text: 'Zurzeit werden keine Antworten angenommen. Ihr Link bleibt gültig: Versuchen Sie es bitte später noch einmal.',
  },
  closed: {
    title: 'Diese Umfrage ist beendet',
    text: 'Antworten werden nicht mehr angenommen. Vielen Dank für Ihr Interesse.',
  },
  tooLarge: {
    title: 'Das war zu viel Text',
    text: 'Ihre Antworten auf dieser Seite sind zu lang, um gespeichert zu werden. Gehen Sie bitte zurück und kürzen Sie sie.',
  },
  cannotOpen: {
    title: 'Die Umfrage lässt sich gerade nicht öffnen',
    text: 'Versuchen Sie es bitte in einer Minute noch einmal. Ihr Link bleibt gültig.',
  },
  failed: {
    title: 'Ihre Antworten konnten gerade nicht gespeichert werden',
    text: 'Was Sie geantwortet haben, ist noch da: Senden Sie es bitte in einer Minute noch einmal. Die Antworten früherer Seiten sind sicher.',
  },
  sendAgain: 'Noch einmal senden',
  preview: 'Vorschau mit Beispieldaten. Nichts wird gespeichert.',
  previewGone: {
    title: 'Diese Vorschau ist beendet',
    text: 'Vorschauen gelten nur kurze Zeit. Öffnen Sie eine neue bei der Umfrage in der Konsole.',
  },
  previewNothingToShow: {
    title: 'Noch nichts zu zeigen',
    text: 'Diese Umfrage hat keine sichtbare Frage. Fügen Sie eine hinzu, und öffnen Sie die Vorschau noch einmal.',
  },
  previewLeftOut: (names) => `Nicht gezeigt, weil die Seite diese Art von Frage nicht zeigen kann: ${names}.`,
  previewAgain: 'Vorschau neu beginnen',
  optOut: {
    email: {
      title: 'Keine Umfragen mehr per E-Mail?',
      text: 'Sie erhalten von uns keine Umfragen mehr per E-Mail.',
      confirm: 'Keine E-Mails mehr',
      already: { title: 'Sie haben Umfragen abbestellt', text: 'Wir senden Ihnen keine Umfragen per E-Mail.' },
    },
    sms: {
      title: 'Keine Umfragen mehr per SMS?',
      text: 'Sie erhalten von uns keine Umfragen mehr per SMS.',
      confirm: 'Keine SMS mehr',
      already: { title: 'Sie haben Umfragen abbestellt', text: 'Wir senden Ihnen keine Umfragen per SMS.' },
    },
    done: { title: 'Erledigt: keine Umfragen mehr', text: 'Ihr Wunsch ist vermerkt und gilt ab sofort.' },
    undo: 'Ich möchte wieder Umfragen erhalten',
    undone: { title: 'Willkommen zurück', text: 'Sie erhalten wieder Umfragen.' },
    again: 'Wieder abbestellen',
    failed: {
      title: 'Das geht im Moment nicht',
      text: 'Es hat sich nichts geändert. Versuchen Sie es bitte in einer Minute noch einmal.',
    },
  },
};
