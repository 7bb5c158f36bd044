import { pluralIn } from '../plural.ts';
import type { Catalogue } from '../text.tsx';

const plural = pluralIn('fr');

export const common: Catalogue['common'] = {
  loading: (what) => `Chargement : ${what}`,
  stillWaiting: (what) => `Toujours en attente : ${what}. Le serveur met plus de temps que d’habitude à répondre.`,
  tryAgain: 'Réessayer',
  traceId: 'Identifiant de trace',
  copy: 'Copier',
  copied: 'Copié',
  copyWhat: (what) => `Copier ${what}`,
  cancel: 'Annuler',
  close: 'Fermer',
  loadMore: 'Afficher la suite',
  newRows: (count) => plural(count, { one: '# nouveau', other: '# nouveaux' }),
  newRowsAtLeast: (count) => plural(count, { other: 'Plus de # nouveaux' }),
  activeFilters: 'Filtres actifs',
  removeFilter: (filter, value) => `Retirer le filtre ${filter} : ${value}`,
  clearFilters: 'Effacer les filtres',
  nothingMatches: 'Rien ne correspond à ces filtres.',
  unnamed: 'Sans nom',
  email: 'E-mail',
  sms: 'SMS',
  status: 'État',
  readOnly: 'Votre rôle permet de consulter, pas de modifier.',
};

export const errors: Catalogue['errors'] = {
  unreachable: {
    sentence: 'Le serveur est injoignable.',
    remedy: 'Vérifiez votre connexion ; ce que vous voyez reste, et la page réessaie d’elle-même.',
  },
  consoleFailed: {
    sentence: 'La console n’a pas pu afficher ceci ; la faute est de notre côté.',
    remedy: 'Rechargez la page. Si cela persiste, signalez ce que vous veniez de faire.',
  },
  unexpected: (status) => `Le serveur a répondu par une erreur (${status}) ; la faute est de notre côté.`,
  reload: 'Recharger la page',
  notFoundTitle: 'Il n’y a rien à cette adresse',
  notFound: 'Le lien est peut-être ancien, ou ce qu’il montrait appartient à un autre espace de travail.',
  goHome: 'Aller à l’accueil',
};

export const shell: Catalogue['shell'] = {
  skip: 'Aller au contenu',
  navigation: 'Navigation principale',
  openNavigation: 'Ouvrir la navigation',
  people: 'Personnes',
  asking: 'Interroger',
  comingIn: 'Entrées',
  home: 'Accueil',
  workflows: 'Workflows',
  runs: 'Exécutions',
  contacts: 'Contacts',
  surveys: 'Enquêtes',
  distributions: 'Distributions',
  eventSources: 'Sources d’événements',
  rejections: 'Rejets',
  settings: 'Réglages',
  apiKeys: 'Clés d’API',
  webhooks: 'Webhooks',
  queues: 'Files d’attente',
  opensInNewTab: 's’ouvre dans un nouvel onglet',
  breadcrumb: 'Fil d’Ariane',
  workspace: 'Espace de travail',
  connected: 'Connecté',
  catchingUp: 'Rattrapage',
  offline: 'Hors ligne',
  liveHelp: {
    connected: 'Ce qui arrive s’affiche ici sans recharger.',
    'catching-up': 'La connexion a été coupée ; ce qui a manqué est en cours de chargement.',
    offline: 'Pas de connexion. Ce que vous voyez peut être ancien.',
  },
  help: 'Raccourcis clavier',
  person: 'Votre compte',
  theme: 'Thème',
  light: 'Clair',
  dark: 'Sombre',
  system: 'Comme le système',
  language: 'Langue',
  signOut: 'Se déconnecter',
};

export const keys: Catalogue['keys'] = {
  title: 'Raccourcis clavier',
  next: 'Ligne suivante',
  previous: 'Ligne précédente',
  select: 'Sélectionner la ligne',
  open: 'Ouvrir la ligne',
  filter: 'Filtrer la liste',
  goTo: (page) => `Aller à ${page}`,
  show: 'Afficher ces raccourcis',
  search: 'Chercher, et aller partout',
  close: 'Fermer ce qui est ouvert',
  or: 'puis',
};

export const search: Catalogue['search'] = {
  title: 'Rechercher',
  placeholder: 'Identifiant, e-mail, nom, page ou action',
  what: 'la recherche',
  results: 'Résultats',
  searching: 'Recherche…',
  nothing: (text) =>
    `Rien n’est trouvé pour « ${text} ». Identifiants d’enregistrement, d’exécution et de trace, adresses e-mail et numéros se trouvent en entier ou par leur début, les noms de workflows et d’enquêtes par n’importe quelle partie.`,
  count: (count) => plural(count, { one: '# résultat', other: '# résultats' }),
  groups: {
    recent: 'Récents',
    run: 'Exécutions',
    delivery: 'Envois',
    contact: 'Contacts',
    workflow: 'Workflows',
    survey: 'Enquêtes',
    'event-source': 'Sources d’événements',
    'mailing-list': 'Listes de diffusion',
    place: 'Aller à',
    action: 'Faire',
  },
  newWorkflow: 'Nouveau workflow',
  newSurvey: 'Nouvelle enquête',
  newEventSource: 'Nouvelle source d’événements',
  switchToDark: 'Passer au thème sombre',
  switchToLight: 'Passer au thème clair',
  speak: (language) => `Passer en ${language}`,
};

export const signIn: Catalogue['signIn'] = {
  title: 'Se connecter à Canvass',
  email: 'E-mail',
  password: 'Mot de passe',
  submit: 'Se connecter',
  wrong: 'L’e-mail et le mot de passe ne correspondent pas. Vérifiez les deux ; les majuscules comptent.',
  'too-many': 'Trop de tentatives. Attendez une minute, puis réessayez.',
  expired: 'Votre session a pris fin. Connectez-vous et vous reviendrez où vous étiez.',
};
