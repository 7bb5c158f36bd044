import type { Words } from './words.ts';

export const en: Words = {
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  problems: (count) => (count === 1 ? 'One answer needs your attention' : `${count} answers need your attention`),
  errorPrefix: 'Error: ',
  required: 'required',
  moreQuestions: 'Thank you. Your answer leads to a little more below.',
  languages: 'Language',
  otherAnswer: 'Your own answer',
  choose: 'Choose…',
  tooLong: (maximum) => `Please use at most ${maximum} characters.`,
  notANumber: 'Please enter a number.',
  notADate: 'Please enter a valid date or time.',
  thanks: 'Your answers are saved. You can close this page.',
  alreadyAnswered: {
    title: 'You have already answered',
    text: 'Thank you: your answers to this survey are saved. There is nothing more to do.',
  },
  notFound: {
    title: 'This link does not work',
    text: 'No survey belongs to this address. Open the link from your message again, or copy the whole address from it.',
  },
  expired: {
    title: 'This survey link has expired',
    text: 'The time for answering is over. If you would still like to tell something, reply to whoever sent you the link.',
  },
  revoked: {
    title: 'This survey link is no longer valid',
    text: 'It was withdrawn by whoever sent it. If you think that this is a mistake, please reply to the message that brought you the link.',
  },
  paused: {
    title: 'This survey is taking a break',
    text: 'Answers are not being taken at the moment. Your link stays valid: please try again later.',
  },
  closed: {
    title: 'This survey is closed',
    text: 'Answers are no longer taken. Thank you for your interest.',
  },
  tooLarge: {
    title: 'That was too much text',
    text: 'Your answers on this page are too long to be saved. Go back and shorten them, please.',
  },
  cannotOpen: {
    title: 'The survey can’t be opened at the moment',
    text: 'Please try again in a minute. Your link stays valid.',
  },
  failed: {
    title: 'Your answers could not be saved just now',
    text: 'What you answered is still here: please send it again in a minute. Answers to earlier pages are safe.',
  },
  sendAgain: 'Send again',
  preview: 'Preview with example data. Nothing is saved.',
  previewGone: {
    title: 'This preview has ended',
    text: 'Previews last a short time. Open a new one from the survey in the console.',
  },
  previewNothingToShow: {
    title: 'Nothing to show yet',
    text: 'This survey has no visible question. Add one, then preview it again.',
  },
  previewLeftOut: (names) => `Not shown, because the page can’t show questions of this type: ${names}.`,
  previewAgain: 'Start the preview again',
  optOut: {
    email: {
      title: 'Stop survey e-mails?',
      text: 'You will receive no more surveys from us by e-mail.',
      confirm: 'Stop survey e-mails',
      already: { title: 'You have opted out', text: 'We send you no surveys by e-mail.' },
    },
    sms: {
      title: 'Stop survey text messages?',
      text: 'You will receive no more surveys from us by text message.',
      confirm: 'Stop survey text messages',
      already: { title: 'You have opted out', text: 'We send you no surveys by text message.' },
    },
    done: { title: 'Done: no more surveys', text: 'Your wish is noted and takes effect at once.' },
    undo: 'I want to receive surveys again',
    undone: { title: 'Welcome back', text: 'You will receive surveys again.' },
    again: 'Stop them again',
    failed: {
      title: 'This can’t be done at the moment',
      text: 'Nothing has changed. Please try again in a minute.',
    },
  },
};
