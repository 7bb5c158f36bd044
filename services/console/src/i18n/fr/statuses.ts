import type { Catalogue } from '../text.tsx';

const delivery: Catalogue['statuses']['delivery'] = {
  queued: 'En file',
  sending: 'Envoi en cours',
  unknown: 'Inconnu',
  sent: 'Envoyé',
  delivered: 'Remis',
  'soft-bounce': 'Rejet temporaire',
  'hard-bounce': 'Rejet définitif',
  failed: 'Échec',
  skipped: 'Non envoyé',
  'opted-out': 'Désinscrit',
  complaint: 'Plainte',
  opened: 'Ouvert',
  clicked: 'Cliqué',
  'survey-started': 'Enquête commencée',
  'partially-finished': 'Partiellement terminée',
  finished: 'Terminée',
  expired: 'Expiré',
};

export const statuses: Catalogue['statuses'] = {
  run: {
    queued: 'En file',
    running: 'En cours',
    waiting: 'En attente',
    succeeded: 'Réussie',
    'partially-failed': 'Échec partiel',
    failed: 'Échec',
    skipped: 'Ignorée',
    cancelled: 'Annulée',
  },
  task: {
    queued: 'En file',
    running: 'En cours',
    waiting: 'Nouvel essai bientôt',
    succeeded: 'Fait',
    failed: 'Échec',
    skipped: 'Ignorée',
    cancelled: 'Annulée',
  },
  delivery,
  deliveryEvent: {
    ...delivery,
    deferred: 'Pas encore accepté, nouvel essai',
    delayed: 'Retardé côté destinataire',
  },
  survey: { new: 'Nouvelle', active: 'Active', paused: 'En pause', closed: 'Fermée' },
  response: { 'in-progress': 'En cours', finished: 'Terminée' },
  eventSource: { waiting: 'En attente du premier message', active: 'Active', disabled: 'Désactivée' },
  workflow: { on: 'Activé', off: 'Désactivé' },
};
