import { pluralIn } from '../plural.ts';
import type { Catalogue } from '../text.tsx';

const plural = pluralIn('fr');

export const team: Catalogue['team'] = {
  title: 'Équipe',
  what: 'les membres',
  name: 'Nom',
  you: '(vous)',
  role: 'Rôle',
  owns: 'Workflows',
  joined: 'Arrivée',
  roles: { admin: 'Administrateur', editor: 'Éditeur', analyst: 'Analyste', viewer: 'Lecteur' },
  roleHelp: {
    admin: 'Fait tout, et décide qui est dans l’équipe.',
    editor: 'Construit et modifie workflows, enquêtes et sources d’événements.',
    analyst: 'Lit tout, surtout les résultats.',
    viewer: 'Lit, et ne change rien.',
  },
  roleOf: (name) => `Rôle de ${name}`,
  roleChanged: (name, role) => `${name} est maintenant : ${role}.`,
  invite: 'Inviter quelqu’un',
  inviteTitle: 'Inviter quelqu’un dans cet espace de travail',
  makeLink: 'Créer le lien d’invitation',
  linkTitle: 'Envoyez ce lien',
  linkText: (email) =>
    `Envoyez-le vous-même à ${email}. Il sert une fois, pendant sept jours, et n’est montré que maintenant. Qui l’a peut rejoindre.`,
  link: 'le lien d’invitation',
  done: 'Je l’ai copié',
  invited: 'Invités, pas encore là',
  expires: 'Expire',
  withdraw: 'Retirer',
  withdrawWhose: (email) => `Retirer l’invitation de ${email}`,
  withdrawn: (email) => `Le lien de ${email} ne sert plus.`,
  remove: 'Retirer',
  removeWho: (name) => `Retirer ${name}`,
  removeTitle: (name) => `Retirer ${name} de cet espace de travail ?`,
  removeAction: 'Retirer le membre',
  removeText: 'L’accès prend fin aussitôt. Ce que la personne a construit continue de fonctionner.',
  removed: (name) => `${name} n’est plus membre.`,
  heir: (count) => plural(count, { one: 'Qui reprend # workflow', other: 'Qui reprend # workflows' }),
  administrators: 'Personne en particulier : les administrateurs',
};

export const join: Catalogue['join'] = {
  title: 'Rejoindre un espace de travail',
  titleOf: (workspace) => `Rejoindre ${workspace}`,
  what: 'l’invitation',
  text: (role) => `Vous êtes invité comme : ${role}.`,
  newPassword: 'Choisissez un mot de passe',
  yourPassword: 'Votre mot de passe',
  yourPasswordHint: 'Vous avez déjà un compte ici : le mot de passe avec lequel vous vous connectez.',
  submit: 'Rejoindre',
};

export const profile: Catalogue['profile'] = {
  title: 'Votre profil',
  name: 'Nom',
  emailHint: 'Vous vous connectez avec elle ; elle ne se change pas ici.',
  save: 'Enregistrer le nom',
  saved: 'Votre nom est enregistré.',
  password: 'Mot de passe',
  currentPassword: 'Mot de passe actuel',
  newPassword: 'Nouveau mot de passe',
  passwordHint: 'Au moins 12 caractères.',
  changePassword: 'Changer le mot de passe',
  passwordChanged: 'Votre mot de passe est changé ; vos autres sessions sont terminées.',
  wrongPassword: 'Le mot de passe actuel est faux, ou le nouveau trop court.',
};
