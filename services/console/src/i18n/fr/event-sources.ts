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
  createText: 'Elle donne une URL pour un message sortant de Salesforce.',
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
  previousUrls: 'L’URL précédente fonctionne jusqu’à',
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
      remedy: 'Activez-la ici, ou désactivez le flux ou le message sortant dans Salesforce.',
    },
    'url-expired': {
      sentence: 'Le message a été envoyé à une URL qui a été remplacée.',
      remedy: 'Mettez la nouvelle URL de cette source dans le message sortant de Salesforce.',
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
      remedy: 'Trouvez ce qui, entre Salesforce et Canvass, modifie le message.',
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
      remedy: 'Choisissez moins de champs dans le message sortant.',
    },
    'too-large': {
      sentence: 'Le message est plus grand que permis.',
      remedy: 'Choisissez moins de longs champs de texte dans le message sortant, ou augmentez MAX_BODY_BYTES.',
    },
    'unsupported-encoding': {
      sentence: 'L’encodage du contenu est inconnu, ou ses données compressées sont endommagées.',
      remedy: 'Envoyez le message tel quel ou compressé avec gzip.',
    },
  },
};
