import type { testMessages as english } from '../en/test-messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('fr');

export const testMessages: typeof english = {
  title: 'Envoyer un message de test',
  about: {
    salesforce:
      'Canvass rédige un message comme le ferait Salesforce et l’envoie à cette source par le même chemin. Rien n’en est retenu : organisation, objet et champs restent tels quels.',
    json: 'Canvass rédige un événement comme le ferait votre système et l’envoie à cette source par le même chemin, sans son jeton. Rien n’en est retenu.',
  },
  starts: (count) =>
    plural(count, {
      one: '# workflow de cette source est activé : il s’exécute avec ces valeurs et envoie vraiment. Mettez une adresse qui est la vôtre.',
      other:
        '# workflows de cette source sont activés : ils s’exécutent avec ces valeurs et envoient vraiment. Mettez une adresse qui est la vôtre.',
    }),
  startsNothing:
    'Aucun workflow de cette source n’est activé : rien n’est envoyé. Le message est conservé et peut servir à l’essai d’un workflow.',
  object: 'Objet',
  objectHint: 'La source n’en connaît pas encore.',
  values: 'Valeurs',
  valuesHint: 'Une valeur vide est un champ vide dans l’enregistrement.',
  valueOf: (name) => `Valeur de ${name}`,
  addField: 'Ajouter un champ',
  fieldName: 'Nom du champ',
  fieldValue: 'Valeur',
  removeField: (name) => `Retirer ${name || 'ce champ'}`,
  send: 'Envoyer le message de test',
  resultsTitle: 'Ce qu’il est devenu',
  newest: 'Messages de test',
  none: 'Aucun message de test pour l’instant. Ce que devient un message s’affiche ici, étape par étape.',
  notKnown: 'En chemin.',
  accepted: 'Accepté et conservé.',
  rejected: 'Refusé.',
  putOff: 'Pas pris pour le moment : le point d’entrée a trop à faire. Renvoyez-le dans un instant.',
  unreachable: (detail) =>
    `Le message n’a pas atteint le point d’entrée (${detail}). La personne qui exploite Canvass règle INGRESS_INTERNAL_URL de l’API sur une adresse où celle-ci l’atteint.`,
  working: 'Recherche des workflows qu’il démarre…',
  noRun: 'Il n’a démarré aucune exécution : aucun workflow n’était activé.',
  openRun: 'Ouvrir l’exécution',
  tryIt: 'Envoyer plutôt un message de test',
};
