import { pluralIn } from '../plural.ts';
import type { Catalogue } from '../text.tsx';

const plural = pluralIn('fr');

export const moving: Catalogue['moving'] = {
  more: 'Plus sur ce workflow',
  duplicate: 'Copier le workflow',
  duplicateHint: 'La copie est désactivée. Ce qui manque à la source d’événements est indiqué dans son brouillon.',
  makeCopy: 'Faire la copie',
  copied: 'La copie est faite, et désactivée.',
  copyOf: (name) => `Copie de ${name}`,
  export: 'Exporter en fichier',
  import: 'Importer un workflow',
  importOver: 'Importer un fichier comme brouillon',
  importHint:
    'Un fichier exporté de cet espace de travail ou d’un autre. Rien n’est fait avant que vous ayez vu ce que ce serait.',
  importOverHint: 'Le fichier devient le brouillon. Ce qui s’exécute reste jusqu’à la publication.',
  importNew: 'Importer comme nouveau workflow',
  importAsDraft: 'Remplacer le brouillon',
  imported: 'Le workflow est importé, et désactivé.',
  importedOver: 'Le fichier est maintenant le brouillon.',
  file: 'Fichier de workflow',
  chooseFile: 'Choisir un .workflow.json',
  unreadable: 'Ce n’est pas un fichier JSON.',
  creates: (name) => `Il crée un nouveau workflow, « ${name} ».`,
  updates: (name) => `Il change le brouillon de « ${name} ».`,
  replacesDraft: 'Le brouillon existant est remplacé.',
  sourceFor: (name) => `Source d’événements pour « ${name} »`,
  surveyFor: (name) => `Enquête pour « ${name} »`,
  choose: 'Choisir',
  missing: (count, fields) =>
    `${plural(count, { one: '# champ est inconnu', other: '# champs sont inconnus' })} de cette source d’événements : ${fields}.`,
  problems: 'À corriger avant la publication',
};
