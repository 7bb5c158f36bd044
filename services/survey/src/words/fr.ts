import type { Words } from './words.ts';

export const fr: Words = {
  pageOf: (page, pages) => `Page ${page} sur ${pages}`,
  problems: (count) => (count === 1 ? 'Une réponse est à revoir' : `${count} réponses sont à revoir`),
  errorPrefix: 'Erreur : ',
  required: 'obligatoire',
  moreQuestions: 'Merci. Votre réponse appelle une précision ci-dessous.',
  languages: 'Langue',
  otherAnswer: 'Votre propre réponse',
  choose: 'Choisir…',
  tooLong: (maximum) => `Merci de ne pas dépasser ${maximum} caractères.`,
  notANumber: 'Merci de saisir un nombre.',
  notADate: 'Merci de saisir une date ou une heure valable.',
  thanks: 'Vos réponses sont enregistrées. Vous pouvez fermer cette page.',
  alreadyAnswered: {
    title: 'Vous avez déjà répondu',
    text: 'Merci : vos réponses à cette enquête sont enregistrées. Il n’y a plus rien à faire.',
  },
  notFound: {
    title: 'Ce lien ne fonctionne pas',
    text: 'Aucune enquête ne correspond à cette adresse. Ouvrez de nouveau le lien de votre message, ou copiez-en l’adresse entière.',
  },
  expired: {
    title: 'Ce lien d’enquête a expiré',
    text: 'Le délai de réponse est passé. Si vous souhaitez encore nous dire quelque chose, répondez à l’expéditeur du lien.',
  },
  revoked: {
    title: 'Ce lien d’enquête n’est plus valable',
    text: 'Il a été retiré par son expéditeur. Si vous pensez qu’il s’agit d’une erreur, répondez au message qui contenait le lien.',
  },
  paused: {
    title: 'Cette enquête est en pause',
    text: 'Les réponses ne sont pas acceptées pour le moment. Votre lien reste valable : réessayez plus tard.',
  },
  closed: {
    title: 'Cette enquête est terminée',
    text: 'Les réponses ne sont plus acceptées. Merci de votre intérêt.',
  },
  tooLarge: {
    title: 'Le texte est trop long',
    text: 'Vos réponses sur cette page sont trop longues pour être enregistrées. Revenez en arrière et raccourcissez-les.',
  },
  cannotOpen: {
    title: 'L’enquête ne peut pas être ouverte pour le moment',
    text: 'Réessayez dans une minute. Votre lien reste valable.',
  },
  failed: {
    title: 'Vos réponses n’ont pas pu être enregistrées pour le moment',
    text: 'Ce que vous avez répondu est encore là : renvoyez-le dans une minute. Les réponses aux pages précédentes sont conservées.',
  },
  sendAgain: 'Renvoyer',
  preview: 'Aperçu avec des données d’exemple. Rien n’est enregistré.',
  previewGone: {
    title: 'Cet aperçu a pris fin',
    text: 'Les aperçus durent peu de temps. Ouvrez-en un nouveau depuis l’enquête dans la console.',
  },
  previewNothingToShow: {
    title: 'Rien à montrer pour l’instant',
    text: 'Cette enquête n’a aucune question visible. Ajoutez-en une, puis relancez l’aperçu.',
  },
  previewLeftOut: (names) => `Non affiché, car la page ne sait pas montrer ce type de question : ${names}.`,
  previewAgain: 'Recommencer l’aperçu',
  optOut: {
    email: {
      title: 'Ne plus recevoir d’enquêtes par e-mail ?',
      text: 'Vous ne recevrez plus d’enquêtes de notre part par e-mail.',
      confirm: 'Ne plus recevoir d’e-mails',
      already: { title: 'Vous êtes déjà désinscrit(e)', text: 'Nous ne vous envoyons plus d’enquêtes par e-mail.' },
    },
    sms: {
      title: 'Ne plus recevoir d’enquêtes par SMS ?',
      text: 'Vous ne recevrez plus d’enquêtes de notre part par SMS.',
      confirm: 'Ne plus recevoir de SMS',
      already: { title: 'Vous êtes déjà désinscrit(e)', text: 'Nous ne vous envoyons plus d’enquêtes par SMS.' },
    },
    done: { title: 'C’est fait : plus d’enquêtes', text: 'Votre souhait est noté et prend effet immédiatement.' },
    undo: 'Je veux de nouveau recevoir des enquêtes',
    undone: { title: 'Heureux de vous retrouver', text: 'Vous recevrez de nouveau des enquêtes.' },
    again: 'Ne plus les recevoir',
    failed: {
      title: 'Ce n’est pas possible pour le moment',
      text: 'Rien n’a changé. Réessayez dans une minute.',
    },
  },
};
