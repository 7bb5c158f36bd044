import type { Catalogue } from '../text.tsx';

export const errorPages: Catalogue['errorPages'] = {
  title: 'Codes d’erreur',
  what: 'les codes d’erreur',
  text: 'Chaque échec a un code dont le sens ne change jamais. Cherchez-le ici, ou suivez le lien d’une étape en échec.',
  whatHappened: 'Ce qui s’est passé',
  cause: 'Pourquoi',
  mend: 'Que faire',
  qualtrics: 'Chez Qualtrics',
  status: 'Statut HTTP',
  unknown: (code) => `Il n’existe pas de code d’erreur « ${code} ».`,
  explain: 'Que signifie ce code ?',
  areas: {
    contact: 'Étapes contact',
    survey: 'Étapes enquête',
    provider: 'Fournisseurs d’e-mail et de SMS',
    run: 'Exécutions',
    webhook: 'Webhooks',
    api: 'Réponses de l’API',
    other: 'Autres',
  },
};
