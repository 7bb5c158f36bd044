import { pluralIn } from '../plural.ts';
import type { Catalogue } from '../text.tsx';

const plural = pluralIn('fr');

export const eventSources: Catalogue['eventSources'] = {
  title: 'Sources d’événements',
  what: 'les sources d’événements',
  whatOne: 'la source d’événements',
  name: 'Nom',
  object: 'Objet',
  org: 'Organisation Salesforce',
  lastMessage: 'Dernier message',
  never: 'Jamais',
  anyObject: 'Selon le premier message',
  create: 'Créer une source d’événements',
  createTitle: 'Créer une source d’événements',
  namePlaceholder: 'Requête fermée',
  nameHint: 'Ce qui se passe dans Salesforce, avec vos mots.',
  objectHint: 'Laissez vide pour le reprendre du premier message.',
  orgHint: '15 ou 18 caractères. Laissez vide pour la reprendre du premier message.',
  optional: 'facultatif',
  created: 'La source d’événements est créée. Copiez son URL dans Salesforce.',
  empty:
    'Aucune source d’événements. Une source d’événements est l’adresse à laquelle un message sortant de Salesforce est envoyé.',
  emptyExample: '« Requête fermée » – organisation 00D…, objet Case – https://…/in/…',
  url: 'URL du point de terminaison',
  urlName: 'l’URL du point de terminaison',
  urlHelp: 'Dans la configuration de Salesforce : Messages sortants → votre message → URL du point de terminaison.',
  previousUrls: 'L’URL précédente cesse de fonctionner',
  state: {
    waiting:
      'En attente du premier message. Envoyez-en un depuis Salesforce : organisation, objet et champs en sont appris.',
    healthy: 'Tout va bien : dernier message',
    disabled: 'Désactivée : les messages sont refusés. Salesforce garde chacun 24 heures et réessaie.',
    rejecting: 'Le message le plus récent n’a pas été accepté :',
  },
  duplicates: (count) =>
    plural(count, {
      one: '# notification est revenue et n’a pas été exécutée deux fois',
      other: '# notifications sont revenues et n’ont pas été exécutées deux fois',
    }),
  tabs: {
    fields: 'Champs',
    health: 'Santé',
    rejections: 'Rejets',
    setup: 'Configurer Salesforce',
    test: 'Tester',
    settings: 'Réglages',
  },
  fieldName: 'Champ',
  fieldType: 'Type',
  example: 'Exemple',
  lastSeen: 'Vu',
  noFields: 'Aucun champ connu. Ils sont appris du premier message.',
  fieldTypes: {
    id: 'Identifiant',
    text: 'Texte',
    number: 'Nombre',
    currency: 'Montant',
    date: 'Date',
    'date-time': 'Date et heure',
    boolean: 'Oui ou non',
    'multi-select': 'Choix multiples',
    email: 'E-mail',
    phone: 'Téléphone',
    reference: 'Référence',
  },
  disable: 'Désactiver la source',
  disableTitle: 'Désactiver cette source d’événements ?',
  disableText: (name) =>
    `Les messages vers « ${name} » sont refusés à partir de maintenant, et ses workflows n’exécutent plus rien. Salesforce réessaie chaque message pendant 24 heures : réactivez-la avant, et rien n’est perdu.`,
  disabled: 'La source d’événements est désactivée.',
  enable: 'Activer la source',
  enabled: 'La source d’événements accepte de nouveau les messages.',
  rotate: 'Changer l’URL',
  rotateTitle: 'Créer une nouvelle URL ?',
  rotateText:
    'Mettez la nouvelle URL dans Salesforce tant que l’ancienne fonctionne. Ensuite, les messages vers l’ancienne sont refusés.',
  rotateOverlap: 'L’ancienne URL fonctionne encore',
  hours: (count) => plural(count, { one: '# heure', other: '# heures' }),
  days: (count) => plural(count, { one: '# jour', other: '# jours' }),
  atOnce: 'pas du tout : elle s’arrête aussitôt',
  rotated: 'L’URL est nouvelle. Copiez-la dans Salesforce.',
  rotateAbout: 'Une nouvelle URL, par exemple si l’ancienne a été vue par quelqu’un qui ne devrait pas l’avoir.',
  disableAbout: 'Refuser les messages un moment sans perdre l’URL.',
  enableAbout: 'Accepter de nouveau les messages à la même URL.',
  guard: {
    saved: 'Les émetteurs permis sont enregistrés.',
    addresses: 'Adresses permises',
    addressesAbout:
      'Refuse ce qui vient d’ailleurs, visible sous Rejets. Salesforce publie ses plages (« Salesforce IP addresses and domains to allow ») et les change : mettez celles de votre instance, et vérifiez quand elles changent.',
    networks: 'Adresses ou réseaux',
    networksHint: 'Un par ligne ; vide, tout est permis. Derrière un proxy, TRUSTED_PROXY_HOPS doit être réglé.',
    saveAddresses: 'Enregistrer les adresses',
    certificate: 'Certificat client',
    certificateAbout:
      'Pour un proxy qui demande un certificat aux émetteurs (TLS mutuel) et le transmet dans un en-tête. Seul le proxy de confiance est cru.',
    header: 'En-tête',
    headerHint:
      'Comme votre proxy le nomme : ssl-client-subject-dn (nginx), x-forwarded-client-cert (Envoy). Vide : aucun.',
    expects: 'Ce qui est comparé',
    kinds: { subject: 'Sujet', fingerprint: 'Empreinte' },
    saveCertificate: 'Enregistrer le certificat',
  },
};

export const rejections: Catalogue['rejections'] = {
  title: 'Rejets',
  what: 'les rejets',
  count: 'Nombre d’envois :',
  first: 'Premier',
  head: 'Début du message, sans les secrets',
  showHead: 'Afficher le message',
  hideHead: 'Masquer le message',
  empty: 'Aucun rejet. Un message qui arrive à l’une de vos URL sans être accepté s’affiche ici avec sa raison.',
  emptyExample:
    'De l’organisation 00D…B, mais « Requête fermée » appartient à 00D…A : 14 fois, la dernière il y a 2 min.',
  emptyOne: 'Aucun rejet : tous les messages vers cette source ont été acceptés.',
  unknownReason: 'Le message n’a pas été accepté.',
  filter: 'Filtrer les rejets',
  reasons: {
    'source-disabled': {
      sentence: 'La source d’événements est désactivée.',
      remedy: 'Activez-la ici, ou arrêtez l’émetteur : dans Salesforce, le flux ou le message sortant.',
    },
    'url-expired': {
      sentence: 'Le message a été envoyé à une URL qui a été remplacée.',
      remedy: 'Mettez la nouvelle URL de cette source à la place de l’ancienne : dans Salesforce, au message sortant.',
    },
    'wrong-organization': {
      sentence: 'Le message vient d’une autre organisation Salesforce.',
      remedy: 'Créez une source pour cette organisation : la production et chaque sandbox ont la leur.',
    },
    'wrong-object': {
      sentence: 'Le message porte sur un autre objet.',
      remedy: 'Créez une source pour cet objet, et utilisez son URL dans ce message sortant.',
    },
    'object-unknown': {
      sentence: 'Le message ne nomme pas son objet, et la source n’en a encore vu aucun.',
      remedy: 'Envoyez d’abord un message de l’organisation Salesforce elle-même ; il nomme l’objet.',
    },
    'not-utf-8': {
      sentence: 'Le message n’est pas en UTF-8.',
      remedy: 'Envoyez de l’UTF-8. Salesforce le fait : trouvez ce qui, entre lui et Canvass, modifie le message.',
    },
    'not-well-formed': {
      sentence: 'Le message n’est pas du XML bien formé.',
      remedy: 'Trouvez ce qui, entre Salesforce et Canvass, modifie le message ; l’endroit est indiqué ci-dessus.',
    },
    'forbidden-markup': {
      sentence: 'Le message contient une DTD, une entité ou une instruction de traitement, interdites par SOAP 1.1.',
      remedy: 'Salesforce n’en envoie jamais : cherchez qui d’autre connaît cette URL, et changez-la.',
    },
    'not-an-outbound-message': {
      sentence: 'La requête n’est pas un message sortant de Salesforce.',
      remedy: 'N’utilisez cette URL que pour un message sortant ; pour un essai, envoyez l’un des exemples.',
    },
    'organization-missing': {
      sentence: 'Le message ne dit pas de quelle organisation Salesforce il vient.',
      remedy: 'Envoyez un message de l’organisation elle-même : OrganizationId a 15 ou 18 lettres et chiffres.',
    },
    'notification-id-missing': {
      sentence: 'Une notification n’a pas d’Id valide.',
      remedy: 'Envoyez un message de l’organisation elle-même : chaque notification a un Id de 15 ou 18 caractères.',
    },
    'notification-count': {
      sentence: 'Le message n’a pas de 1 à 100 notifications.',
      remedy: 'Salesforce en envoie de 1 à 100 : divisez le message si un autre programme l’envoie.',
    },
    'mixed-objects': {
      sentence: 'Le message mélange plusieurs objets.',
      remedy: 'Un message sortant a un seul objet : divisez-le si un autre programme l’envoie.',
    },
    'conflicting-notifications': {
      sentence: 'Le message emploie un même Id de notification pour des enregistrements différents.',
      remedy: 'Salesforce donne à chaque notification son propre Id : corrigez le programme qui envoie ceci.',
    },
    'too-complex': {
      sentence: 'Le message est trop imbriqué, ou a trop de champs, d’attributs ou des noms trop longs.',
      remedy: 'Envoyez moins de champs : dans Salesforce, choisissez-en moins dans le message sortant.',
    },
    'too-large': {
      sentence: 'Le message est plus grand que permis.',
      remedy: 'Envoyez moins de longs textes ou de plus petits lots, ou augmentez MAX_BODY_BYTES.',
    },
    'unsupported-encoding': {
      sentence: 'L’encodage du contenu est inconnu, ou ses données compressées sont endommagées.',
      remedy: 'Envoyez le message tel quel ou compressé avec gzip.',
    },
    'credentials-missing': {
      sentence: 'La requête n’a ni jeton ni signature.',
      remedy: 'Envoyez le jeton de cette source dans « Authorization: Bearer … », ou signez la requête avec sa clé.',
    },
    'credentials-wrong': {
      sentence: 'Le jeton ou la signature n’est pas de cette source d’événements.',
      remedy:
        'Mettez le secret le plus récent de cette source dans l’émetteur ; un secret remplacé cesse à la fin du chevauchement.',
    },
    'signature-stale': {
      sentence: 'La signature est trop ancienne, ou son heure est dans le futur.',
      remedy: 'Signez chaque requête au moment de l’envoi, et réglez l’horloge de l’émetteur.',
    },
    'unsupported-content-type': {
      sentence: 'Le contenu de la requête n’est pas annoncé comme du JSON.',
      remedy: 'Envoyez l’en-tête « Content-Type: application/json ».',
    },
    'not-json': {
      sentence: 'La requête n’est pas du JSON.',
      remedy: 'Envoyez un objet JSON, ou un tableau d’objets ; l’endroit de la faute est indiqué ci-dessus.',
    },
    'not-an-event': {
      sentence: 'Le JSON n’est pas un événement : un événement est un objet d’au moins un champ.',
      remedy: 'Envoyez un objet JSON, ou un tableau de 1 000 objets au plus.',
    },
    'event-count': {
      sentence: 'La requête n’a pas de 1 à 1 000 événements.',
      remedy: 'Envoyez les lots plus grands en plusieurs requêtes.',
    },
    'event-key-missing': {
      sentence: 'Un événement n’a pas de clé d’idempotence utilisable : s’il revenait, il passerait pour nouveau.',
      remedy: 'Envoyez l’en-tête Idempotency-Key, ou un champ que nomment les réglages de la source.',
    },
    'conflicting-events': {
      sentence: 'La requête emploie une même clé d’idempotence pour des événements différents.',
      remedy: 'Donnez à chaque événement sa propre clé ; seule la répétition du même événement a la même.',
    },
    'field-unusable': {
      sentence: 'Un champ d’un événement ne peut être gardé tel quel.',
      remedy: 'Renommez le champ, ou corrigez sa valeur, dans l’émetteur ; l’endroit est indiqué ci-dessus.',
    },
    'address-not-allowed': {
      sentence: 'La requête vient d’une adresse absente de la liste permise de cette source.',
      remedy:
        'Si l’émetteur est à vous, ajoutez son adresse dans les réglages ; sinon changez l’URL : quelqu’un d’autre la connaît.',
    },
    'certificate-missing': {
      sentence: 'Le proxy devant Canvass n’a pas dit que l’émetteur a montré son certificat.',
      remedy: 'Faites demander un certificat client par le proxy, transmis dans l’en-tête nommé dans les réglages.',
    },
    'certificate-not-accepted': {
      sentence: 'L’émetteur a montré un autre certificat que celui qu’attend cette source.',
      remedy: 'Comparez le sujet ou l’empreinte des réglages avec le certificat que l’émetteur a maintenant.',
    },
    'test-ticket-unknown': {
      sentence: 'La requête se dit message de test de la console, mais son ticket a déjà servi ou est trop ancien.',
      remedy:
        'Renvoyez le message de test depuis la console. Si personne ne l’a fait, quelqu’un d’autre connaît cette URL : remplacez-la.',
    },
  },
};
