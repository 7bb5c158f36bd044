import type { Catalogue } from '../text.tsx';
import { eventSources } from './event-sources.ts';
import { workflows } from './workflows.ts';

const named = (names: Readonly<Record<string, string>>, name = '') => names[name] ?? name;
const nearest = (name: string | undefined, otherwise: string) => (name ? `Vouliez-vous dire « ${name} » ?` : otherwise);
/** Of piped text the place is told; a condition has none. */
const at = ({ line, column }: Record<string, string>) =>
  line === undefined ? '' : `Ligne ${line}, colonne ${column} : `;
const after = (because = '') => {
  if (because === '') return '';
  return because === 'workflow' ? ' avec les conditions du workflow' : ` après « ${because} »`;
};
const keys: Record<string, string> = {
  externalReference: 'la référence externe',
  email: 'l’e-mail',
  phone: 'le téléphone',
};
const wanted: Record<string, [what: string, mend: string]> = {
  number: ['un nombre', 'Écrivez-le comme 1234.5.'],
  date: ['une date', 'Écrivez-la comme 2026-03-31 ou 2026-03-31T09:00:00Z.'],
  boolean: ['« true » ou « false »', 'Écrivez true ou false.'],
};
const notSent = (survey = '', state = '') => `« ${survey} » ${state} : rien n’est envoyé, et les exécutions échouent.`;

export const workflowProblems: Catalogue['workflowProblems'] = {
  'unknown-time-zone': ({ timeZone }) => ({
    sentence: `« ${timeZone} » n’est pas un fuseau horaire.`,
    mend: 'Prenez un nom IANA, comme « Europe/Paris ».',
  }),
  'duplicate-step-id': ({ step }) => ({
    sentence: `Plusieurs étapes portent l’identifiant « ${step} ».`,
    mend: 'Donnez à chaque étape un identifiant propre.',
  }),
  'too-many-steps': ({ count, most }) => ({
    sentence: `Le workflow a ${count} étapes ; ${most} sont permises.`,
    mend: 'Répartissez-les sur plusieurs workflows.',
  }),
  'condition-too-deep': ({ most }) => ({
    sentence: `Les conditions sont imbriquées à plus de ${most} niveaux.`,
    mend: 'Écrivez-les avec moins de groupes.',
  }),
  'unknown-field': (about) => ({
    sentence: `${at(about)}${
      about.root === 'event'
        ? `La source d’événements n’a pas de champ « ${about.field} ».`
        : about.field === ''
          ? `« ${about.root} » a besoin du nom d’un champ.`
          : `« ${about.root} » n’a pas de champ « ${about.field} ».`
    }`,
    mend: nearest(about.nearest, 'Choisissez un champ connu.'),
  }),
  'unknown-step': (about) => ({
    sentence: `${at(about)}Aucune étape précédente ne porte l’identifiant « ${about.step} ».`,
    mend: nearest(about.nearest, 'Choisissez une étape placée avant celle-ci.'),
  }),
  'operator-not-of-type': ({ operator, type }) => ({
    sentence: `« ${named(workflows.operators, operator)} » n’a pas de sens pour un champ de type « ${named(eventSources.fieldTypes, type)} ».`,
    mend: 'Choisissez une autre comparaison, ou corrigez le type du champ dans la source d’événements.',
  }),
  'value-not-of-type': ({ value, wanted: kind = '' }) => ({
    sentence: `« ${value} » n’est pas ${wanted[kind]?.[0] ?? kind}.`,
    mend: wanted[kind]?.[1] ?? '',
  }),
  'value-missing': () => ({
    sentence: 'La condition n’a rien à quoi comparer.',
    mend: 'Écrivez une valeur.',
  }),
  'value-empty': () => ({
    sentence: 'Comparé à rien, cela demande si le champ est vide.',
    mend: 'Écrivez une valeur, ou choisissez « est vide ».',
  }),
  'range-reversed': ({ low, high }) => ({
    sentence: `Rien ne se trouve entre « ${low} » et « ${high} ».`,
    mend: 'Écrivez d’abord le plus petit.',
  }),
  'invalid-pattern': ({ most }) => ({
    sentence: 'L’expression régulière ne peut pas être lue, ou répète trop.',
    mend: `Prenez la syntaxe RE2 (sans assertions ni références arrière), peu de répétitions comptées, ${most} caractères au plus.`,
  }),
  'contact-not-yet': () => ({
    sentence: 'Le contact n’est pas connu avant le début de l’exécution.',
    mend: 'Posez la condition dans une branche après l’étape « Contact ».',
  }),
  'contact-not-found-yet': () => ({
    sentence: 'Aucun contact n’a encore été trouvé à cet endroit : tout ce qui le concerne est vide.',
    mend: 'Placez une étape « Contact » avant.',
  }),
  'conditions-never-met': () => ({
    sentence:
      'Ces conditions se contredisent : aucune notification ne peut les remplir, le workflow ne s’exécute jamais.',
    mend: 'Retirez-en une.',
  }),
  'branch-never-met': ({ because }) => ({
    sentence: `Ces conditions ne peuvent jamais être remplies${after(because)} : ce qui est dessous n’est jamais fait.`,
    mend: 'Changez les conditions, ou retirez la branche.',
  }),
  'branch-always-met': ({ because }) => ({
    sentence: `Ces conditions sont toujours remplies${after(because)} : « Sinon » n’est jamais fait.`,
    mend: 'Changez les conditions, ou passez-vous de la branche.',
  }),
  'branch-without-condition': () => ({
    sentence: 'La branche n’a pas de condition : tout prend le premier chemin.',
    mend: 'Ajoutez une condition.',
  }),
  'branch-empty': () => ({
    sentence: 'Rien ne se trouve sur aucun des deux chemins de la branche.',
    mend: 'Placez-y une étape, ou retirez la branche.',
  }),
  'piped-text-syntax': (about) => ({
    sentence: `${at(about)}L’expression ne peut pas être lue.`,
    mend: `Écrivez {{ event.NomDuChamp }} ; filtres : ${about.filters} ; balises : ${about.tags}.`,
  }),
  'not-available-here': (about) => ({
    sentence: `${at(about)}« ${about.root} » ne peut pas être lu ici.`,
    mend: `Prenez l’un de ceux-ci : ${about.roots}.`,
  }),
  'piped-text-too-long': ({ most }) => ({
    sentence: `Le texte dépasse ${most} caractères.`,
    mend: 'Raccourcissez-le.',
  }),
  'text-missing': ({ what }) => ({
    sentence: what === 'subject' ? 'Il n’y a pas d’objet.' : 'Il n’y a pas de date.',
    mend: what === 'subject' ? 'Écrivez l’objet.' : 'Écrivez la date.',
  }),
  'output-not-certain': ({ name }) => ({
    sentence: `« ${name} » se trouve dans une branche et n’est donc pas toujours fait avant.`,
    mend: `Déplacez ceci dans la branche, ou « ${name} » avant elle.`,
  }),
  'match-value-missing': ({ keys: list = '' }) => ({
    sentence: `Le contact est cherché par ${list
      .split(',')
      .map((key) => named(keys, key))
      .join(', ')}, et rien n’y est écrit.`,
    mend: 'Écrivez-y une valeur.',
  }),
  'match-key-unused': ({ key }) => ({
    sentence: `Rien n’est écrit pour ${named(keys, key)} : aucun contact n’est jamais trouvé ainsi.`,
    mend: 'Écrivez-y une valeur, ou ne cherchez pas par ce moyen.',
  }),
  'survey-link-missing': () => ({
    sentence: 'Le message ne contient pas de lien vers l’enquête.',
    mend: 'Placez {{ survey.link }} là où doit se trouver le lien.',
  }),
  'contact-step-unknown': ({ step }) => ({
    sentence: step
      ? `« ${step} » n’est pas une étape « Contact » placée avant celle-ci.`
      : 'Personne n’est invité : aucune étape « Contact » n’est choisie.',
    mend: 'Choisissez l’étape dont le contact est invité.',
  }),
  'address-not-supplied': ({ name, field }) => ({
    sentence: `« ${name} » ne remplit pas ${named(keys, field)} : qui n’en a pas dans l’annuaire ne reçoit rien.`,
    mend: `Remplissez ${named(keys, field)} dans « ${name} ».`,
  }),
  'survey-unknown': () => ({
    sentence: 'Cette enquête n’existe pas dans cet espace de travail.',
    mend: 'Choisissez une enquête.',
  }),
  'survey-not-published': ({ survey }) => ({
    sentence: notSent(survey, 'n’est pas publiée'),
    mend: 'Publiez l’enquête.',
  }),
  'survey-paused': ({ survey }) => ({ sentence: notSent(survey, 'est en pause'), mend: 'Reprenez l’enquête.' }),
  'survey-closed': ({ survey }) => ({
    sentence: notSent(survey, 'est fermée'),
    mend: 'Rouvrez l’enquête, ou choisissez-en une autre.',
  }),
  'embedded-data-not-declared': ({ name, survey, nearest: near }) => ({
    sentence: `Le workflow remplit « ${name} », que le flux de « ${survey} » ne déclare pas : les réponses ne l’auront pas.`,
    mend: near
      ? `Déclarez « ${name} » dans le flux, ou nommez-le « ${near} » comme l’enquête.`
      : `Déclarez « ${name} » dans le flux de l’enquête.`,
  }),
  'from-not-verified': ({ email }) => ({
    sentence: `« ${email} » n’est pas vérifiée auprès du fournisseur d’e-mail : il refuse tout message de cette adresse.`,
    mend: 'Vérifiez l’adresse ou son domaine auprès du fournisseur, ou envoyez depuis une autre.',
  }),
  'channel-not-set-up': ({ channel }) => ({
    sentence: `Aucun fournisseur n’est configuré pour les ${channel === 'email' ? 'e-mails' : 'SMS'} : rien ne peut être envoyé.`,
    mend: 'Demandez à qui exploite Canvass d’en configurer un (docs/operating.md).',
  }),
  'wait-too-long': ({ most }) => ({
    sentence: `Une exécution attend ${most} jours au plus à une étape.`,
    mend: `Attendez ${most} jours ou moins.`,
  }),
  'wait-not-a-date': ({ field }) => ({
    sentence: `« ${field} » n’est pas une date.`,
    mend: 'Choisissez un champ de type date.',
  }),
  'wait-step-unknown': ({ step }) => ({
    sentence: step
      ? `« ${step} » n’est pas une étape d’enquête placée avant celle-ci.`
      : 'Aucune étape d’enquête n’est choisie.',
    mend: 'Choisissez l’étape d’enquête dont l’exécution attend la réponse.',
  }),
  'wait-outlasts-link': ({ name, days }) => ({
    sentence: `Le lien de « ${name} » expire après ${days} jours : personne ne peut répondre plus tard.`,
    mend: 'N’attendez pas plus longtemps que le lien ne vaut, ou laissez-le expirer plus tard.',
  }),
  'wait-never-goes-on': ({ because }) => ({
    sentence: `Ces conditions ne peuvent jamais être remplies${after(because)} : rien n’est jamais fait après l’attente.`,
    mend: 'Changez-les : l’exécution s’arrête toujours ici.',
  }),
  'wait-leads-nowhere': () => ({
    sentence: 'Rien n’est fait après cette attente.',
    mend: 'Placez une étape après, ou retirez l’attente.',
  }),
  'field-stopped-coming': ({ field, day }) => ({
    sentence: `« ${field} » était pour la dernière fois dans un message le ${day} : aucun message ne l’avait depuis.`,
    mend: `Vérifiez dans Salesforce que le message sortant sélectionne encore « ${field} » et que son utilisateur peut le voir.`,
  }),
};
