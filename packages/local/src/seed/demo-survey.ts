/** The demo's survey: after a case was closed. SurveyJS definition and survey flow, as the API takes them. */
export const demoSurvey = {
  name: 'Case closed: how did we do?',
  flow: { embeddedData: ['CaseNumber', 'Owner', 'Priority', 'AccountName'].map((name) => ({ name })) },
  definition: {
    title: {
      default: 'How did we do?',
      fr: 'Comment avons-nous fait ?',
      de: 'Wie haben wir das gemacht?',
    },
    completedHtml: {
      default: '<p>Thank you. {{ embeddedData.Owner | default: "Our team" }} will read every word.</p>',
      fr: '<p>Merci. {{ embeddedData.Owner | default: "Notre équipe" }} lira chaque mot.</p>',
      de: '<p>Danke. {{ embeddedData.Owner | default: "Unser Team" }} liest jedes Wort.</p>',
    },
    pages: [
      {
        name: 'case',
        elements: [
          {
            type: 'rating',
            name: 'csat',
            isRequired: true,
            rateMin: 1,
            rateMax: 5,
            title: {
              default: 'How satisfied are you with how we handled case {{ embeddedData.CaseNumber }}?',
              fr: 'Êtes-vous satisfait de la façon dont nous avons traité la demande {{ embeddedData.CaseNumber }} ?',
              de: 'Wie zufrieden sind Sie mit der Bearbeitung von Fall {{ embeddedData.CaseNumber }}?',
            },
            minRateDescription: { default: 'Very dissatisfied', fr: 'Très insatisfait', de: 'Sehr unzufrieden' },
            maxRateDescription: { default: 'Very satisfied', fr: 'Très satisfait', de: 'Sehr zufrieden' },
          },
          {
            type: 'comment',
            name: 'csat_reason',
            visibleIf: '{csat} <= 3',
            maxLength: 2000,
            title: {
              default: 'What should we have done better?',
              fr: 'Qu’aurions-nous dû faire mieux ?',
              de: 'Was hätten wir besser machen sollen?',
            },
          },
          {
            type: 'radiogroup',
            name: 'solved',
            isRequired: true,
            title: {
              default: 'Is your question solved?',
              fr: 'Votre demande est-elle résolue ?',
              de: 'Ist Ihr Anliegen gelöst?',
            },
            choices: [
              { value: 'yes', text: { default: 'Yes, completely', fr: 'Oui, entièrement', de: 'Ja, vollständig' } },
              { value: 'partly', text: { default: 'Partly', fr: 'En partie', de: 'Teilweise' } },
              { value: 'no', text: { default: 'No', fr: 'Non', de: 'Nein' } },
            ],
          },
        ],
      },
      {
        name: 'recommendation',
        elements: [
          {
            type: 'rating',
            name: 'nps',
            isRequired: true,
            rateMin: 0,
            rateMax: 10,
            title: {
              default: 'How likely are you to recommend us to a friend or colleague?',
              fr: 'Quelle est la probabilité que vous nous recommandiez à un proche ou à un collègue ?',
              de: 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
            },
            minRateDescription: {
              default: 'Not at all likely',
              fr: 'Pas du tout probable',
              de: 'Sehr unwahrscheinlich',
            },
            maxRateDescription: { default: 'Extremely likely', fr: 'Très probable', de: 'Sehr wahrscheinlich' },
          },
          {
            type: 'comment',
            name: 'comment',
            maxLength: 2000,
            title: {
              default: 'Anything else, {{ contact.firstName | default: "if you like" }}?',
              fr: 'Autre chose à ajouter ?',
              de: 'Möchten Sie noch etwas sagen?',
            },
          },
        ],
      },
    ],
  },
};
