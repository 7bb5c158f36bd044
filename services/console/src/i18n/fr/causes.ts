import type { Catalogue } from '../text.tsx';

export const causes: Catalogue['causes'] = {
  'contact-unidentified':
    'Le texte dynamique de chaque clé de l’étape est resté vide : Salesforce omet les champs sans valeur.',
  'external-reference-taken':
    'Le contact a été trouvé par e-mail ou téléphone, et la référence externe de l’événement appartient à un autre.',
  'invalid-email': 'L’adresse obtenue n’a pas de @, a un domaine sans point, ou des caractères impossibles.',
  'invalid-phone': 'Aucun numéro du pays par défaut, ou du pays qu’il indique, n’a cette forme.',
  'piped-text-failed':
    'Une expression lit ce qui n’existe pas, emploie un filtre inconnu, ou dépasse la longueur permise.',
  'survey-not-found': 'L’enquête a été supprimée après l’enregistrement du workflow.',
  'survey-not-active': 'L’enquête n’a jamais été publiée, ou était en pause ou fermée quand son tour est venu.',
  'contact-missing':
    'L’étape contact a échoué, se trouvait dans une branche non suivie, ou son contact a été supprimé entre-temps.',
  'contact-without-email': 'Ni l’événement ni l’annuaire n’ont donné d’adresse au contact.',
  'contact-without-phone': 'Ni l’événement ni l’annuaire n’ont donné de numéro au contact.',
  'contact-opted-out':
    'La personne a suivi le lien de désinscription, a répondu STOP, ou a été désinscrite par un collègue.',
  'from-address-not-verified':
    'SES n’envoie que depuis des adresses et domaines vérifiés dans le même compte et la même région.',
  'recipient-refused':
    'L’adresse ou le numéro figure sur la liste d’exclusion du fournisseur, ou a une forme qu’il n’accepte pas.',
  'email-bounced': 'Le serveur du destinataire a répondu que la boîte n’existe pas ou n’accepte pas de messages.',
  'recipient-unreachable': 'L’opérateur n’a pas pu remettre le SMS au téléphone à temps.',
  'region-not-permitted': 'Twilio bloque, contre la fraude, les pays que le compte n’a pas autorisés.',
  'from-number-not-usable':
    'Le numéro ne peut pas envoyer de SMS, n’est pas enregistré pour le pays, ou n’appartient pas au compte.',
  'message-too-long':
    'Twilio accepte 1 600 caractères au plus, et le texte dynamique compte pour la longueur qu’il prend.',
  'message-filtered': 'Les opérateurs filtrent ce qui ressemble à du spam et ce qui vient de numéros non enregistrés.',
  'provider-account-paused':
    'Le fournisseur suspend les comptes qui ont trop de retours ou de plaintes, ou des factures impayées.',
  'provider-refused': 'Le fournisseur a donné une raison qui n’a pas de code ici ; ses mots sont joints à l’échec.',
  'provider-not-configured': 'Le service de distribution a été démarré sans compte pour ce canal.',
  'provider-credentials-refused':
    'La clé a été révoquée, a expiré, appartient à un autre compte, ou n’a pas le droit d’envoyer.',
  'provider-throttled': 'Plus de messages ont été envoyés que le compte n’en permet par seconde ou par jour.',
  'provider-unavailable': 'La connexion a échoué ou a expiré, ou le fournisseur a répondu par une erreur de son côté.',
  'provider-rate-reached':
    'Le débit que le fournisseur accorde au compte est partagé par tous les messages, envoyés à leur tour.',
  'provider-quota-reached':
    'Le fournisseur compte les messages des dernières 24 heures, qui que ce soit qui les ait envoyés depuis ce compte.',
  'provider-resting':
    'Après beaucoup d’échecs de suite, seuls des messages isolés sont essayés, pour ne pas accabler un fournisseur en difficulté.',
  'delivery-unknown':
    'Un processus s’est arrêté, ou le réseau a été coupé, entre la remise du message et la lecture de la réponse.',
  'retries-exhausted': 'Ce qui échouait pour une raison passagère a continué d’échouer aussi longtemps qu’on essaie.',
  'earlier-step-failed':
    'Elle lit ce que cette étape produit, ou suit une attente qui n’a pas eu lieu, et l’étape en échec arrête ce qui en dépend.',
  'conditions-no-longer-met':
    'Pendant l’attente, l’enregistrement, le contact ou le temps ont changé, et l’attente ne reprend que sous conditions.',
  'wait-date-missing': 'Le champ que lit l’attente était vide sur l’enregistrement : Salesforce omet les champs nuls.',
  'wait-date-unreadable': 'Le texte obtenu n’est ni une date ni une date-heure ISO 8601.',
  'wait-too-long': 'La date est à plus d’un an : le plus souvent une année mal saisie.',
  'run-cancelled': 'Quelqu’un qui en a le droit a annulé l’exécution.',
  'revision-unreadable':
    'La révision a été écrite par une version plus récente, ou modifiée à la main dans la base de données.',
  'task-crashed': 'Une faute de Canvass : la ligne du journal qui porte cet identifiant de trace dit où.',
  'webhook-refused':
    'Le récepteur a refusé ou échoué : vérification de signature erronée, route absente, page de connexion devant lui, surcharge.',
  'webhook-redirected': 'L’URL nomme http au lieu de https, il y manque une barre oblique, ou le récepteur a déménagé.',
  'webhook-timeout':
    'Le récepteur fait son travail avant de répondre, ou quelque chose en chemin coupe la connexion en silence.',
  'webhook-unreachable': 'Le nom ne se résout pas, le port est fermé, ou le certificat ne vaut pas pour ce nom.',
  'webhook-address-refused':
    'Le nom mène à une adresse privée, de bouclage, locale ou spéciale, ou http est demandé hors des réseaux permis : la suivre pourrait atteindre ce que seul ce réseau doit voir.',
  'webhook-subject-gone':
    'L’appel a attendu, par exemple un webhook désactivé, jusqu’à ce que la conservation ait supprimé l’exécution ou l’envoi.',
  'invalid-request': 'Une propriété manque, est inconnue, ou n’est pas du type que dit le document.',
  unauthenticated: 'La session est terminée, ou la clé est inconnue, révoquée ou d’un autre espace de travail.',
  forbidden: 'Le rôle de l’utilisateur, ou la portée de la clé, ne comprend pas cela.',
  'not-shared': 'Le workflow est restreint, ou votre rôle et son partage permettent moins que ce qui est demandé.',
  'last-administrator': 'Le seul administrateur allait être retiré ou recevoir un autre rôle.',
  'member-owns-workflows': 'Un membre qui possède des workflows allait être retiré, sans rien dire de ceux-ci.',
  'invite-not-usable': 'Un lien sert une fois, pendant sept jours, tant qu’un administrateur ne le retire pas.',
  'wrong-password': 'L’adresse invitée a déjà un compte : le lien seul ne suffit pas pour rejoindre avec lui.',
  'too-many-test-messages':
    'Un message d’essai est un vrai message : cinq par minute et par personne, soixante par heure et par espace de travail sont envoyés.',
  'not-found': 'L’identifiant est faux, d’un autre espace de travail, ou celui d’un objet supprimé.',
  'method-not-allowed': 'L’adresse existe, mais accepte d’autres méthodes.',
  conflict: 'Quelqu’un d’autre a modifié l’objet entre-temps, ou son état ne mène pas à celui demandé.',
  'payload-too-large': 'Le corps dépasse la limite de cette adresse.',
  'unsupported-media-type': 'L’en-tête annonce un autre type, ou les octets ne sont pas de l’UTF-8.',
  'invalid-definition':
    'Un workflow ou une enquête a des erreurs qui ne se verraient qu’à l’exécution : elles sont refusées avant.',
  'internal-error': 'Une faute de Canvass : la ligne du journal qui porte cet identifiant de trace dit où.',
  unavailable: 'PostgreSQL redémarre, bascule, ou n’a plus de connexion libre.',
};
