import { pluralIn } from '../plural.ts';
import type { Catalogue } from '../text.tsx';

const plural = pluralIn('fr');

export const notices: Catalogue['notices'] = {
  title: 'Notifications d’échec',
  what: 'les personnes prévenues des échecs',
  nobody: 'Personne n’est prévenu quand des exécutions de ce workflow échouent.',
  told: (people) => `Prévenus par e-mail quand des exécutions échouent : ${people}.`,
  rhythm: (interval) => `Le premier échec tout de suite ; ceux qui le suivent en un seul e-mail, au plus ${interval}.`,
  interval: (minutes) => {
    if (minutes === 1440) return 'une fois par jour';
    if (minutes % 60 !== 0) return plural(minutes, { one: 'chaque minute', other: 'toutes les # minutes' });
    return plural(minutes / 60, { one: 'toutes les heures', other: 'toutes les # heures' });
  },
  choose: 'Choisir qui est prévenu',
  change: 'Modifier',
  members: 'Membres',
  membersHint: 'Qui quitte l’espace de travail n’est plus prévenu.',
  addresses: 'Autres adresses',
  addressesHint:
    'Appuyez sur Entrée après chacune. Les e-mails disent combien d’exécutions ont échoué et pourquoi, jamais pour qui.',
  from: 'Adresse d’expéditeur',
  fromHint: 'Vérifiée auprès de votre fournisseur d’e-mail, comme celles des enquêtes.',
  atMost: 'Un e-mail au plus',
  save: 'Enregistrer',
  saved: (count) =>
    count === 0
      ? 'Personne n’est prévenu.'
      : plural(count, { one: '# personne est prévenue.', other: '# personnes sont prévenues.' }),
  test: 'Envoyer un test',
  tested: 'Le test est en route.',
  sentOnes: 'E-mails envoyés',
  when: 'Quand',
  about: 'Sujet',
  failed: (count) => plural(count, { one: '# exécution en échec', other: '# exécutions en échec' }),
  others: (count) => plural(count, { one: 'et # autre cause', other: 'et # autres causes' }),
  aTest: 'Un test',
  status: { waiting: 'En route', sent: 'Envoyé', failed: 'Non envoyé' },
  reached: (sent, recipients) => `${sent} destinataires sur ${recipients}`,
  again: 'Nouvel essai',
};
