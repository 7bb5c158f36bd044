import { pluralIn } from '../plural.ts';
import type { Catalogue } from '../text.tsx';

const plural = pluralIn('fr');
const runCount = (count: number, more: boolean) =>
  more
    ? plural(count, { other: 'plus de # exécutions' })
    : plural(count, { one: '# exécution', other: '# exécutions' });

export const operations: Catalogue['operations'] = {
  title: 'Actions groupées',
  what: 'les actions groupées',
  whatOne: 'l’action groupée',
  empty:
    'Aucune action groupée. Réessayez ou annulez plusieurs exécutions à la fois depuis leur liste, ou rejouez des notifications.',
  emptyAction: 'Aller aux exécutions',
  kinds: {
    'retry-runs': 'Nouvelle tentative d’exécutions',
    'cancel-runs': 'Annulation d’exécutions',
    'replay-notifications': 'Rejeu de notifications',
  },
  statuses: {
    queued: 'Commence dans un instant',
    running: 'En cours',
    stopping: 'S’arrête',
    stopped: 'Arrêtée',
    finished: 'Terminée',
    failed: 'En échec',
  },
  action: 'Action',
  startedBy: 'Lancée par',
  started: 'Lancée',
  progress: 'Avancement',
  progressOf: (processed, total) => `${processed} sur ${total}`,
  processed: (processed) => `${processed} jusqu’ici`,
  counting: 'Comptage de ce qui est à faire',
  left: (duration) => `encore ${duration} environ`,
  took: (duration) => `a duré ${duration}`,
  done: 'Faites',
  skipped: 'Laissées de côté',
  failed: 'En échec',
  about: 'Ce qu’elle concerne',
  chosen: (count) => plural(count, { one: '# choisie', other: '# choisies une à une' }),
  allOf: 'Tout ce qui correspondait au lancement',
  noFilter: 'Tout, sans filtre',
  revisionOf: {
    current: 'Les workflows tels qu’ils sont aujourd’hui',
    original: 'Les workflows tels qu’ils étaient à l’arrivée de chaque notification',
  },
  onlyNew: 'Seulement ce qui n’avait pas encore été exécuté',
  everything: 'Aussi ce qui avait déjà été exécuté',
  stop: 'Arrêter',
  stopHint: 'Ce qui est fait reste fait ; le reste est laissé tel quel.',
  stopping: 'Elle s’arrête après ce qu’elle a en main.',
  report: 'Télécharger le rapport (CSV)',
  reportHint: 'Une ligne par élément : ce qu’il est devenu, et pourquoi.',
  showRuns: 'Voir les exécutions créées',
  keepsGoing: 'Elle continue en arrière-plan ; vous pouvez quitter cette page.',

  selected: (count) => plural(count, { one: '# sélectionnée', other: '# sélectionnées' }),
  allSelected: (count, more) =>
    more
      ? plural(count, { other: 'Tout ce qui correspond : plus de #' })
      : plural(count, { one: 'La seule qui correspond', other: 'Les # qui correspondent' }),
  selectAll: 'Sélectionner tout ce qui correspond',
  select: (what) => `Sélectionner ${what}`,
  selectLoaded: 'Sélectionner toutes les lignes affichées',
  clearSelection: 'Effacer la sélection',
  bulkBar: 'Que faire des exécutions sélectionnées',
  retry: 'Réessayer les étapes en échec',
  cancel: 'Annuler les exécutions',
  retryTitle: (count, more) => `Réessayer ${runCount(count, more)} ?`,
  retryText:
    'Les étapes en échec sont refaites, ainsi que ce qui en dépendait. Ce qui est déjà fait n’est pas refait. Les messages en échec partent alors vers les personnes.',
  cancelTitle: (count, more) => `Annuler ${runCount(count, more)} ?`,
  cancelText: 'Ce qui n’a pas encore été envoyé ne le sera pas. Ce qui est fait reste fait. C’est définitif.',
  retryDo: (count, more) => `Réessayer ${runCount(count, more)}`,
  cancelDo: (count, more) => `Annuler ${runCount(count, more)}`,
  noneToRetry: 'Aucune n’est en échec : il n’y a rien à réessayer.',
  noneToCancel: 'Toutes sont terminées : il n’y a rien à annuler.',
  othersPassedOver: (count) =>
    plural(count, { one: 'L’autre est laissée de côté.', other: 'Les # autres sont laissées de côté.' }),
  countingRuns: 'Comptage des exécutions',

  replay: 'Rejouer',
  replayTitle: 'Rejouer des notifications',
  replayIntro:
    'Exécute de nouveau des notifications conservées, comme si elles venaient d’arriver : après la correction d’un workflow, ou pour un workflow créé plus tard. Regardez d’abord ce qui se passerait ; rien ne s’exécute avant que vous ne le lanciez.',
  replayOne: 'Rejouer cette notification',
  whichTitle: 'Quelles notifications',
  oneNotification: 'Une notification',
  ofRecord: (record) => `de l’enregistrement ${record}`,
  eventSource: 'Source d’événements',
  chooseEventSource: 'Choisir une source d’événements',
  from: 'Reçues depuis',
  to: 'Reçues avant',
  recordId: 'Id d’enregistrement (facultatif)',
  howTitle: 'Par quels workflows',
  workflow: 'Workflow',
  allWorkflows: 'Tous ceux de la source d’événements',
  workflowOff: (name) => `${name} (désactivé)`,
  revision: 'Révision',
  revisions: {
    current: 'Tel qu’il est aujourd’hui',
    original: 'Tel qu’il était à l’arrivée de chacune',
  },
  onlyNewLabel: 'Laisser de côté ce qu’un workflow a déjà exécuté',
  onlyNewHint: 'Pour que personne ne reçoive un second message pour le même événement.',
  look: 'Voir ce qui se passerait',
  lookAgain: 'Regarder de nouveau',
  previewTitle: 'Ce qui se passerait',
  matching: (count, more) =>
    more
      ? plural(count, { other: 'Plus de # notifications correspondent.' })
      : plural(count, { one: '# notification correspond.', other: '# notifications correspondent.' }),
  lookedAt: (count) =>
    plural(count, { one: 'La plus ancienne a été examinée :', other: 'Les # plus anciennes ont été examinées :' }),
  wouldRun: 'Exécutions qui seraient créées',
  alreadyRan: 'Déjà exécutées auparavant',
  passedOverWhy: {
    'conditions-not-met': 'Conditions non remplies',
    'already-ran': 'Déjà exécutées',
    'no-workflow': 'Aucun workflow n’était activé',
    'no-revision': 'Arrivées avant la création du workflow',
    'notification-unusable': 'Inutilisables par un workflow',
    'revision-unreadable': 'La révision est illisible',
    'notification-gone': 'La notification n’existe plus',
  },
  samples: 'Exemples',
  record: 'Enregistrement',
  received: 'Reçue',
  outcome: 'Ce qui se passerait',
  wouldRunNow: 'S’exécute',
  warnAgain:
    'Ces workflows envoient réellement. Des personnes peuvent recevoir un nouveau message : ce qui a déjà été exécuté s’exécute et envoie une seconde fois.',
  warn: 'Ces workflows envoient réellement : les personnes concernées peuvent recevoir un message.',
  start: 'Lancer le rejeu',
  startAnyway: 'Lancer le rejeu, écrire de nouveau aux personnes',
  nothingMatches: 'Aucune notification ne correspond.',
};
