import { pluralIn } from '../plural.ts';
import type { Catalogue } from '../text.tsx';

const plural = pluralIn('fr');

export const home: Catalogue['home'] = {
  title: 'Accueil',
  what: 'les chiffres du jour',
  notifications: (count) => plural(count, { one: '# notification', other: '# notifications' }),
  sent: (count) => plural(count, { one: '# enquête envoyée', other: '# enquêtes envoyées' }),
  answers: (count) => plural(count, { one: '# réponse', other: '# réponses' }),
  needYou: (count) => plural(count, { one: '# cas à traiter', other: '# cas à traiter' }),
  today: (facts) => `Aujourd’hui : ${facts}.`,
  capped: 'Les grands nombres s’arrêtent à leur limite : il y en a davantage.',
  nothingNeedsYou: 'Rien ne demande votre attention.',
  needsYou: 'À traiter',
  cause: {
    'failed-task': (count, sentence) =>
      `${plural(count, { one: '# exécution en échec', other: '# exécutions en échec' })} : ${sentence}`,
    'unknown-delivery': (count, sentence) =>
      `${plural(count, { one: '# message', other: '# messages' })} : ${sentence}`,
    rejection: (count, sentence) =>
      `${plural(count, { one: '# message refusé', other: '# messages refusés' })} : ${sentence}`,
  },
  open: {
    'failed-task': 'Ouvrir la plus récente',
    'unknown-delivery': 'Ouvrir l’envoi',
    rejection: 'Voir les rejets',
  },
  last24Hours: 'Dernières 24 heures',
  chart: {
    notifications: 'Notifications acquittées',
    sent: 'Enquêtes envoyées',
    answers: 'Réponses',
  },
  perHour: (at, count) => `${at} : ${count}`,
  tableBehind: 'Afficher en tableau',
  hour: 'Heure',
  firstSteps: 'Premiers pas',
  progress: (done, all) => `${done} sur ${all}`,
  done: 'Fait',
  steps: {
    eventSourceConnected: {
      title: 'Connecter Salesforce',
      text: 'Créez une source d’événements et mettez son URL dans un message sortant.',
      action: 'Voir les sources',
    },
    surveyPublished: {
      title: 'Publier une enquête',
      text: 'Seule une enquête active est envoyée.',
      action: 'Voir les enquêtes',
    },
    workflowOn: {
      title: 'Activer un workflow',
      text: 'Il décide qui est interrogé, quand, et ce que devient le contact.',
      action: 'Voir les workflows',
    },
  },
};
