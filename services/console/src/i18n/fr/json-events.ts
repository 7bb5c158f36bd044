import type { Catalogue } from '../text.tsx';

export const jsonEvents: Catalogue['jsonEvents'] = {
  kind: 'Ce qui envoie',
  kinds: {
    salesforce: {
      name: 'Message sortant de Salesforce',
      about: 'Un flux envoie des messages SOAP ; Salesforce les répète pendant 24 heures.',
    },
    json: {
      name: 'JSON par HTTPS',
      about: 'Un appel HTTP d’un flux, une boutique, un script : tout ce qui sait envoyer une requête.',
    },
  },
  scheme: 'Comment les émetteurs prouvent leur droit',
  schemes: {
    bearer: {
      name: 'Jeton',
      about: 'Un en-tête à chaque requête. Convient aux flux Salesforce et à la plupart des systèmes.',
    },
    hmac: { name: 'Signature', about: 'HMAC sur chaque requête (Standard Webhooks). La clé ne circule jamais.' },
  },
  namePlaceholder: 'Commande livrée',
  nameHint: 'Ce qui se passe dans l’autre système, avec vos mots.',
  created: 'La source d’événements est créée. Envoyez-lui un événement.',
  secretTitle: { bearer: 'Copiez le jeton maintenant', hmac: 'Copiez la clé maintenant' },
  secretText:
    'Il n’est montré que cette fois. Gardez-le où l’émetteur garde ses secrets ; s’il se perd, créez-en un autre dans les réglages.',
  secretName: { bearer: 'le jeton', hmac: 'la clé' },
  secretKept: 'C’est copié',
  url: 'URL des événements',
  urlName: 'l’URL',
  urlHelp: 'Les événements y sont envoyés par POST, en JSON, avec le jeton ou une signature.',
  waiting: 'En attente du premier événement. Envoyez-en un comme le montre « Envoyer » : ses champs en sont appris.',
  disabled: 'Désactivée : les événements sont refusés. C’est à l’émetteur de les renvoyer.',
  setupTab: 'Envoyer',
  kindFact: 'JSON par HTTPS',
  listenText: 'Envoyez un événement. Il apparaît ici tout seul : noms, types et valeurs.',
  typeText: 'Quand rien n’est encore envoyé : ils suffisent pour bâtir des workflows.',
  send: 'Envoyer un événement',
  sendText: {
    bearer: 'Prêt à exécuter : mettez d’abord le jeton dans la variable d’environnement CANVASS_TOKEN.',
    hmac: 'Prêt à exécuter : mettez d’abord la clé dans la variable d’environnement CANVASS_KEY.',
  },
  example: (language) => `l’exemple en ${language}`,
  rules: 'Ce qu’il en advient',
  ruleList: [
    'Un objet est un événement ; un tableau est un lot de 1 000 au plus.',
    '202 veut dire que tout est enregistré, avec les identifiants. Toute autre réponse dit quoi, où et que faire.',
    'Renvoyez après 429, 503 ou sans réponse, avec la même clé : ce qui est connu ne s’exécute qu’une fois.',
    'Les objets imbriqués deviennent des champs à points (customer.email), les listes simples des choix multiples.',
  ],
  flow: 'Depuis un flux Salesforce',
  flowText:
    'Par un appel HTTP, là où un message sortant ne suffit pas : autres champs, enregistrements liés, valeurs calculées.',
  flowNeedsToken:
    'Un flux ne sait pas signer. Ajoutez un jeton dans les réglages : il vaut à côté de la clé, le temps du chevauchement.',
  steps: {
    external:
      'Configuration → Named Credentials → External Credentials → New, avec le nom ci-dessous et le protocole Custom.',
    principal:
      'Dedans, Principals → New : un Named Principal avec un paramètre d’authentification nommé token. Sa valeur est le jeton de cette source.',
    header: 'Dedans, Custom Headers → New : nom Authorization, avec cette valeur.',
    permission:
      'Permission Sets → le vôtre → External Credential Principal Access : activez-le, et attribuez-le à tous ceux dont les modifications lancent le flux.',
    named:
      'Named Credentials → New, avec cette URL et l’identifiant externe. Cochez « Allow Formulas in HTTP Header », décochez « Generate Authorization Header ».',
    create:
      'Flows → New Flow → Record-Triggered Flow. Choisissez objet, déclencheur et conditions, et cochez le chemin asynchrone : les appels n’y sont permis que là.',
    action:
      'Sur ce chemin, ajoutez une Action → Create HTTP Callout, choisissez le Named Credential, la méthode POST et ce chemin d’URL.',
    request: 'Donnez un exemple de requête : les champs dont les enquêtes et les conditions ont besoin.',
    response: 'Donnez un exemple de réponse.',
    values:
      'Remplissez les champs de l’action. Pour la clé de l’événement, prenez ceci : elle change à chaque exécution du flux.',
    activate:
      'Enregistrez et activez, puis modifiez un enregistrement. La ligne en haut de cette page passe au vert en quelques secondes.',
  },
  boxes: {
    credential: 'le nom de l’identifiant externe',
    header: 'la valeur de l’en-tête',
    origin: 'l’URL du Named Credential',
    path: 'le chemin d’URL',
    request: 'l’exemple de requête',
    response: 'l’exemple de réponse',
    key: 'la clé de l’événement',
  },
  secrets: 'Jetons et clés',
  secretsAbout:
    'Créez-en un autre quand quelqu’un part ou qu’il a été vu ; l’ancien vaut encore le temps que vous choisissez.',
  replace: 'Créer un nouveau secret',
  replaceTitle: 'Créer un nouveau jeton ou une nouvelle clé ?',
  replaceText:
    'Mettez-le dans l’émetteur pendant que l’ancien vaut encore. Ensuite, les requêtes avec l’ancien sont refusées.',
  overlap: 'L’ancien vaut encore',
  endsWith: (hint) => `finit par ${hint}`,
  since: 'depuis',
  until: 'vaut jusqu’à',
  places: 'Où sont les identifiants',
  placesAbout: 'Des JSON Pointers dans un événement. Vide : aux endroits habituels.',
  keyPlace: 'Clé d’idempotence',
  keyUsual: 'En-tête Idempotency-Key, ou /idempotencyKey, ou /eventId',
  recordPlace: 'Identifiant de l’enregistrement',
  recordUsual: '/recordId, /Id ou /id',
  savePlaces: 'Enregistrer les endroits',
  placesSaved: 'Les endroits sont enregistrés.',
  rotated: 'L’URL est nouvelle. Mettez-la dans l’émetteur.',
};
