import type { Catalogue } from '../text.tsx';

export const failures: Catalogue['failures'] = {
  'invalid-request': {
    sentence: 'La requête n’est pas conforme au document de l’API.',
    remedy: 'Corrigez les endroits indiqués et envoyez-la à nouveau.',
  },
  unauthenticated: {
    sentence: 'Aucune session ni clé d’API valide n’accompagnait la requête.',
    remedy: 'Connectez-vous, ou envoyez une clé de cet espace de travail.',
  },
  forbidden: {
    sentence: 'Cet utilisateur ou cette clé n’en a pas le droit.',
    remedy: 'Demandez ce droit à un administrateur de l’espace de travail.',
  },
  'not-shared': {
    sentence: 'Ce workflow n’est pas partagé avec vous pour cela.',
    remedy: 'Demandez à son propriétaire, ou à un administrateur de l’espace de travail, de le partager avec vous.',
  },
  'last-administrator': {
    sentence: 'L’espace de travail resterait sans administrateur.',
    remedy: 'Nommez d’abord un autre membre administrateur.',
  },
  'member-owns-workflows': {
    sentence: 'Ce membre possède des workflows.',
    remedy: 'Indiquez qui les reprend, ou que les administrateurs s’en occupent.',
  },
  'invite-not-usable': {
    sentence: 'Ce lien d’invitation a été utilisé, retiré, ou est trop ancien.',
    remedy: 'Demandez-en un nouveau à un administrateur de l’espace de travail.',
  },
  'wrong-password': {
    sentence: 'Ce n’est pas le mot de passe de ce compte.',
    remedy: 'Saisissez celui avec lequel vous vous connectez ; après dix erreurs le lien est retiré.',
  },
  'too-many-test-messages': {
    sentence: 'Trop de messages d’essai ont été envoyés récemment.',
    remedy: 'Attendez une minute, puis renvoyez-le.',
  },
  'not-found': {
    sentence: 'Cela n’existe pas dans cet espace de travail.',
    remedy: 'Vérifiez l’identifiant et l’espace de travail.',
  },
  'method-not-allowed': {
    sentence: 'Cette adresse n’accepte pas cette méthode.',
    remedy: 'Voyez le document de l’API pour les méthodes de cette adresse.',
  },
  conflict: {
    sentence: 'L’état de l’objet ne le permet pas.',
    remedy: 'Rechargez-le et regardez son état.',
  },
  'payload-too-large': { sentence: 'La requête est trop grande.', remedy: 'Envoyez moins à la fois.' },
  'unsupported-media-type': {
    sentence: 'Le corps de la requête n’est pas du JSON en UTF-8.',
    remedy: 'Envoyez du JSON avec l’en-tête « Content-Type: application/json ».',
  },
  'invalid-definition': {
    sentence: 'La définition contient des erreurs.',
    remedy: 'Corrigez les endroits indiqués.',
  },
  'internal-error': {
    sentence: 'Canvass a échoué ; la faute est de notre côté.',
    remedy: 'Réessayez ; si cela persiste, signalez l’identifiant de trace.',
  },
  unavailable: {
    sentence: 'La base de données est injoignable pour le moment.',
    remedy: 'Réessayez dans quelques secondes.',
  },
  'contact-unidentified': {
    sentence: 'L’événement ne contient aucune des clés par lesquelles le contact est trouvé.',
    remedy: 'Remplissez le champ dans Salesforce, ou ajoutez une clé à l’étape contact ; puis réessayez.',
  },
  'external-reference-taken': {
    sentence: 'Un autre contact porte déjà cette référence externe.',
    remedy: 'Faites d’abord correspondre par référence externe, ou corrigez l’un des deux contacts, puis réessayez.',
  },
  'invalid-email': {
    sentence: 'L’adresse e-mail n’est pas valide.',
    remedy:
      'Corrigez l’adresse là d’où elle vient. Sur l’enregistrement dans Salesforce : l’enregistrer envoie un nouveau message, qui a sa propre exécution. Sur le contact : réessayez celle-ci.',
  },
  'invalid-phone': {
    sentence: 'Le numéro de téléphone n’est pas valide.',
    remedy: 'Corrigez le numéro, avec l’indicatif du pays, puis réessayez.',
  },
  'piped-text-failed': {
    sentence: 'Le texte dynamique n’a pas pu être écrit.',
    remedy: 'Corrigez l’expression dans le workflow, enregistrez, puis réessayez.',
  },
  'survey-not-found': {
    sentence: 'L’enquête de cette étape n’existe plus.',
    remedy: 'Choisissez une autre enquête dans le workflow.',
  },
  'survey-not-active': {
    sentence: 'L’enquête n’était pas active au moment de l’envoi.',
    remedy: 'Publiez ou reprenez l’enquête, puis réessayez.',
  },
  'contact-missing': {
    sentence: 'L’étape qui devait donner le contact n’en a pas.',
    remedy: 'Regardez l’étape contact de cette exécution, corrigez-la, puis réessayez.',
  },
  'contact-without-email': {
    sentence: 'Le contact n’a pas d’adresse e-mail.',
    remedy: 'Ajoutez une adresse au contact, puis réessayez.',
  },
  'contact-without-phone': {
    sentence: 'Le contact n’a pas de numéro de téléphone.',
    remedy: 'Ajoutez un numéro au contact, puis réessayez.',
  },
  'contact-opted-out': {
    sentence: 'La personne s’est désinscrite.',
    remedy: 'Rien à faire : son choix est respecté.',
  },
  'from-address-not-verified': {
    sentence: 'L’adresse d’expéditeur n’est pas vérifiée chez le fournisseur d’e-mail.',
    remedy: 'Vérifiez l’adresse ou son domaine dans SES, puis réessayez.',
  },
  'recipient-refused': {
    sentence: 'Le fournisseur a refusé le destinataire.',
    remedy: 'Vérifiez l’adresse ou le numéro du contact.',
  },
  'provider-refused': {
    sentence: 'Le fournisseur a refusé le message.',
    remedy: 'Lisez ci-dessous ce qu’il en dit, corrigez la cause, puis réessayez.',
  },
  'provider-not-configured': {
    sentence: 'Aucun fournisseur n’est configuré pour ce canal.',
    remedy: 'Définissez les variables d’environnement du fournisseur (docs/operating.md), puis réessayez.',
  },
  'provider-credentials-refused': {
    sentence: 'Le fournisseur a refusé les identifiants de Canvass.',
    remedy: 'Corrigez les identifiants du fournisseur (docs/operating.md), puis réessayez.',
  },
  'provider-throttled': {
    sentence: 'Le fournisseur a demandé de ralentir.',
    remedy: 'Rien à faire : un nouvel essai a lieu de lui-même.',
  },
  'provider-unavailable': {
    sentence: 'Le fournisseur était injoignable ou en panne.',
    remedy: 'Rien à faire : de nouveaux essais ont lieu d’eux-mêmes pendant 24 heures.',
  },
  'provider-rate-reached': {
    sentence: 'Il attend plus de messages que le compte du fournisseur ne peut en envoyer par seconde.',
    remedy:
      'Rien à faire : il est envoyé à son tour. Si cela dure, demandez au fournisseur un débit d’envoi plus élevé.',
  },
  'provider-quota-reached': {
    sentence: 'Le compte du fournisseur a envoyé autant de messages qu’il le peut en 24 heures.',
    remedy:
      'Rien à faire : il est envoyé dès que le quota le permet. Si cela se répète, demandez un quota plus élevé au fournisseur.',
  },
  'provider-resting': {
    sentence: 'Le fournisseur a échoué plusieurs fois de suite ; il est laissé au repos quelques minutes.',
    remedy:
      'Rien à faire : des messages isolés le mettent à l’essai, et les autres suivent dès que l’un d’eux est accepté.',
  },
  'delivery-unknown': {
    sentence: 'La connexion a été coupée pendant la remise du message : il a peut-être été envoyé.',
    remedy: 'Cherchez-le chez le fournisseur ; puis marquez-le comme envoyé, ou envoyez-le à nouveau.',
  },
  'retries-exhausted': {
    sentence: 'Cela a échoué sans cesse pendant 24 heures.',
    remedy: 'Regardez la cause du dernier échec, puis réessayez.',
  },
  'revision-unreadable': {
    sentence: 'La révision du workflow de ce moment n’a pas pu être lue : rien n’a été fait.',
    remedy: 'Ouvrez le workflow, enregistrez-le de nouveau, puis rejouez la notification.',
  },
  'webhook-refused': {
    sentence: 'Le récepteur n’a pas répondu par un statut de 200 à 299.',
    remedy: 'Lisez sa réponse dans la tentative, corrigez le récepteur, puis renvoyez ce qui a échoué.',
  },
  'webhook-redirected': {
    sentence: 'Le récepteur a répondu par une redirection, que les webhooks ne suivent pas.',
    remedy: 'Mettez l’adresse à laquelle elle mène comme URL du webhook, puis renvoyez ce qui a échoué.',
  },
  'webhook-timeout': {
    sentence: 'Le récepteur n’a pas répondu à temps.',
    remedy: 'Faites répondre le récepteur d’abord et travailler ensuite, puis renvoyez ce qui a échoué.',
  },
  'webhook-unreachable': {
    sentence: 'Aucune connexion au récepteur n’a pu être établie.',
    remedy: 'Vérifiez nom, port, certificat et pare-feu, puis renvoyez ce qui a échoué.',
  },
  'webhook-address-refused': {
    sentence: 'L’adresse du récepteur n’est pas de celles que les webhooks peuvent appeler.',
    remedy:
      'Prenez une adresse https publique, ou faites permettre le réseau par l’exploitant avec WEBHOOK_ALLOWED_NETWORKS.',
  },
  'webhook-subject-gone': {
    sentence: 'Ce dont parle l’événement a dépassé la durée de conservation et a été supprimé avant l’envoi.',
    remedy: 'Rien à faire ; un RETENTION_DAYS plus long garde plus à renvoyer.',
  },
  'task-crashed': {
    sentence: 'Canvass a échoué à cette étape ; la faute est de notre côté.',
    remedy: 'Réessayez ; en cas de nouvel échec, signalez l’identifiant de trace.',
  },
  'earlier-step-failed': {
    sentence: 'Une étape dont celle-ci dépend a échoué ; elle n’a donc pas été faite.',
    remedy: 'Corrigez l’étape en échec, puis réessayez.',
  },
  'conditions-no-longer-met': {
    sentence: 'Après une attente, des conditions n’étaient plus remplies ; cette étape n’a donc pas été faite.',
    remedy: 'Rien à faire si c’est voulu : l’attente indique la condition qui n’était pas remplie.',
  },
  'wait-date-missing': {
    sentence: 'La date à attendre est vide.',
    remedy:
      'Remplissez le champ dans Salesforce, donnez une valeur par défaut, ou laissez l’étape continuer en cas d’échec.',
  },
  'wait-date-unreadable': {
    sentence: 'Le texte à attendre n’est pas une date.',
    remedy: 'Utilisez un champ date ou date-heure, ou écrivez la date comme 2026-03-31 ou 2026-03-31T09:00:00Z.',
  },
  'wait-too-long': {
    sentence: 'L’exécution attendrait plus d’un an.',
    remedy: 'Vérifiez la date de l’enregistrement, ou le décalage de l’attente.',
  },
  'email-bounced': {
    sentence: 'L’e-mail est revenu : la boîte n’existe pas ou n’accepte pas de messages.',
    remedy: 'Corrigez l’adresse du contact.',
  },
  'from-number-not-usable': {
    sentence: 'Le numéro d’envoi des SMS ne peut pas écrire à ce destinataire.',
    remedy: 'Utilisez un numéro de votre compte Twilio capable d’envoyer des SMS dans ce pays ; puis réessayez.',
  },
  'message-filtered': {
    sentence: 'L’opérateur a filtré le SMS.',
    remedy: 'Revoyez la formulation du message et l’enregistrement de votre numéro chez Twilio.',
  },
  'message-too-long': {
    sentence: 'Le SMS dépasse 1 600 caractères.',
    remedy: 'Raccourcissez le message dans le workflow, enregistrez, puis réessayez.',
  },
  'provider-account-paused': {
    sentence: 'Le fournisseur a suspendu les envois du compte.',
    remedy: 'Faites lever la suspension chez le fournisseur, puis réessayez.',
  },
  'recipient-unreachable': {
    sentence: 'Le téléphone est injoignable : éteint ou hors réseau.',
    remedy: 'Rien à faire, ou joignez la personne autrement.',
  },
  'region-not-permitted': {
    sentence: 'Le compte du fournisseur de SMS n’a pas le droit d’envoyer vers ce pays.',
    remedy: 'Autorisez le pays dans Twilio (Messaging, Geo permissions), puis réessayez.',
  },
  'run-cancelled': {
    sentence: 'L’exécution a été annulée avant cette étape.',
    remedy: 'Rien à faire : quelqu’un l’a voulu ainsi.',
  },
};
