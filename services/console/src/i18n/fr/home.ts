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
    bounce: (count, sentence) =>
      `${plural(count, { one: '# message revenu', other: '# messages revenus' })} : ${sentence}`,
    'waiting-source': (_count, sentence) => sentence,
    'silent-source': (_count, sentence) => sentence,
    'off-with-draft': (_count, sentence) => sentence,
    'failed-notice': (_count, sentence) => sentence,
  },
  needs: {
    'hard-bounce': {
      sentence: 'l’adresse n’accepte pas d’e-mails.',
      remedy: 'Corrigez l’adresse dans Salesforce ou sur le contact.',
    },
    'soft-bounce': {
      sentence: 'la boîte n’a pas pris le message pour l’instant.',
      remedy: 'Rien à faire, sauf si cela dure plusieurs jours : l’adresse est alors sans doute fausse.',
    },
    complaint: {
      sentence: 'la personne a signalé le message comme indésirable.',
      remedy: 'On ne lui écrit plus. Si cela arrive souvent, revoyez qui est interrogé et à quel rythme.',
    },
    'waiting-source': {
      sentence: 'aucun message n’est encore arrivé, alors qu’un workflow l’attend.',
      remedy: 'Les contrôles de la source disent ce qui manque d’habitude dans Salesforce.',
    },
    'silent-source': {
      sentence: 'aucun message n’est arrivé depuis deux jours.',
      remedy: 'Vérifiez que le flux est actif dans Salesforce et que ses messages sortants ne sont pas en attente.',
    },
    'failed-notice': {
      sentence: 'personne n’a pu être prévenu par e-mail que des exécutions ont échoué.',
      remedy: 'La page du workflow dit pourquoi. Corrigez-le là et envoyez un test.',
    },
    'off-with-draft': {
      sentence: 'le workflow est désactivé et son brouillon n’est pas publié.',
      remedy: 'Publiez le brouillon et activez le workflow, ou abandonnez le brouillon.',
    },
  },
  open: {
    survey: 'Ouvrir l’enquête',
    run: 'Ouvrir l’exécution',
    runs: 'Voir les exécutions',
    delivery: 'Ouvrir l’envoi',
    people: 'Voir les personnes',
    rejections: 'Voir les rejets',
    source: 'Contrôler la source',
    draft: 'Ouvrir le brouillon',
    webhook: 'Ouvrir le webhook',
    workflow: 'Ouvrir le workflow',
  },
  webhookDisabled: {
    sentence: 'Un webhook a été désactivé, car son récepteur a disparu ou ne cessait d’échouer :',
    remedy: 'Corrigez le récepteur, activez le webhook et renvoyez ce qui a échoué.',
  },
  webhookFailing: {
    sentence: 'Un webhook échoue depuis une heure ou plus :',
    remedy: 'Corrigez le récepteur : ce qui a échoué est retenté pendant 24 heures.',
  },
  about: (name, sentence) => `${name} : ${sentence}`,
  tryIt: 'Essayer',
  tryText: 'Rien n’est arrivé aujourd’hui. Envoyez un message pour voir tout le chemin, de l’événement à l’enquête.',
  tryAction: 'Envoyer un message de test',
  tryDemo: 'Ou jouez une organisation Salesforce qui ferme vingt requêtes, dans un terminal à côté de ce produit :',
  tryCommand: 'la commande',
  last24Hours: 'Dernières 24 heures',
  chart: {
    notifications: 'Notifications acquittées',
    sent: 'Enquêtes envoyées',
    answers: 'Réponses',
  },
  hour: 'Heure',
  firstSteps: 'Premiers pas',
  progress: (done, all) => `${done} sur ${all}`,
  done: 'Fait',
  steps: {
    eventSourceConnected: {
      title: 'Connecter Salesforce',
      text: 'Créez une source d’événements et mettez son URL dans un message sortant.',
      action: 'Nouvelle source',
    },
    surveyPublished: {
      title: 'Publier une enquête',
      text: 'Seule une enquête active est envoyée.',
      action: 'Nouvelle enquête',
    },
    workflowOn: {
      title: 'Activer un workflow',
      text: 'Il décide qui est interrogé, quand, et ce que devient le contact.',
      action: 'Nouveau workflow',
    },
  },
};
