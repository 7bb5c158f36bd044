import type { Catalogue } from '../text.tsx';

export const unknownDeliveries: Catalogue['unknownDeliveries'] = {
  title: 'Envois au sort inconnu',
  text: 'Il arrive que la connexion soit coupée pendant qu’un fournisseur prend un message : personne ne sait alors s’il est parti. Canvass n’envoie jamais un tel message à nouveau de lui-même, sauf si vous le demandez ici. Une nouvelle du fournisseur tranche à tout moment.',
  more: 'Ce que signifie « inconnu »',
  question: 'Quand personne n’a tranché',
  choices: {
    ask: {
      name: 'Laisser une personne décider',
      hint: 'Le sort reste inconnu, et l’exécution en échec, jusqu’à ce que quelqu’un dise si le message est parti.',
    },
    sent: {
      name: 'Considérer le message comme envoyé',
      hint: 'L’exécution continue. Personne ne reçoit deux fois le message ; qui ne l’a pas reçu ne le recevra pas.',
    },
    'not-sent': {
      name: 'L’envoyer une fois de plus',
      hint: 'Tout le monde le reçoit. Qui l’avait déjà reçu le reçoit deux fois.',
    },
  },
  after: 'Après combien d’heures',
  afterHint: 'Sans aucune nouvelle, de 1 à 720.',
  save: 'Enregistrer',
  saved: 'Enregistré.',
  onlyAdministrators: 'Seuls les administrateurs peuvent changer ce réglage.',
};
