/** The kind of survey that people really send: satisfaction, recommendation, a question that appears, two languages. */
export const caseSurvey = {
  title: { default: 'How did we do?', fr: 'Comment avons-nous fait ?' },
  description: {
    default: 'Your case {{ embeddedData.CaseNumber }}, {{ contact.firstName | default: "there" }}. It takes a minute.',
    fr: 'Votre dossier {{ embeddedData.CaseNumber }}, {{ contact.firstName | default: "bonjour" }}. Une minute suffit.',
  },
  completedHtml: {
    default: '<h3>Thank you, {{ contact.firstName }}!</h3><p>You gave us {csat} of 5.</p>',
    fr: '<h3>Merci, {{ contact.firstName }} !</h3>',
  },
  pages: [
    {
      name: 'satisfaction',
      elements: [
        {
          type: 'rating',
          name: 'csat',
          title: {
            default: 'How satisfied are you with how we handled “{{ event.Subject }}”?',
            fr: 'Êtes-vous satisfait du traitement de « {{ event.Subject }} » ?',
          },
          isRequired: true,
          rateMin: 1,
          rateMax: 5,
          minRateDescription: { default: 'Very unhappy', fr: 'Très mécontent' },
          maxRateDescription: { default: 'Very happy', fr: 'Très content' },
        },
        {
          type: 'comment',
          name: 'why',
          title: { default: 'What went wrong, {{ contact.firstName }}?', fr: 'Que s’est-il mal passé ?' },
          visibleIf: '{csat} < 3',
          isRequired: true,
        },
      ],
    },
    {
      name: 'recommend',
      elements: [
        {
          type: 'rating',
          name: 'nps',
          title: { default: 'How likely are you to recommend us to a colleague?', fr: 'Nous recommanderiez-vous ?' },
          rateMin: 0,
          rateMax: 10,
          minRateDescription: { default: 'Not at all likely', fr: 'Pas du tout' },
          maxRateDescription: { default: 'Extremely likely', fr: 'Certainement' },
        },
        {
          type: 'checkbox',
          name: 'good',
          title: 'What went well?',
          description: 'Choose all that apply.',
          choices: ['Speed', { value: 'care', text: 'The care of {{ embeddedData.Owner }}' }, 'Clear answers'],
          showOtherItem: true,
        },
      ],
    },
    {
      name: 'contact',
      title: 'One last thing',
      elements: [
        { type: 'boolean', name: 'callback', title: 'May we call you about your answers?' },
        { type: 'text', name: 'email', title: 'E-mail address', inputType: 'email', visibleIf: '{callback} = true' },
      ],
    },
  ],
};

/** Every kind of question that the page can show. */
export const everyQuestion = {
  title: 'Everything at once',
  pages: [
    {
      name: 'all',
      title: 'All kinds',
      description: 'So that each can be looked at.',
      elements: [
        {
          type: 'html',
          name: 'intro',
          html: '<p>Some <b>bold</b> words and a <a href="https://example.com">link</a>.</p>',
        },
        { type: 'text', name: 'text', title: 'One line', placeholder: 'Anything', maxLength: 40 },
        { type: 'text', name: 'mail', title: 'E-mail', inputType: 'email', isRequired: true },
        { type: 'text', name: 'amount', title: 'Number', inputType: 'number', min: 2, max: 10 },
        { type: 'text', name: 'day', title: 'Date', inputType: 'date' },
        { type: 'comment', name: 'comment', title: 'Several lines', description: 'As much as you like.' },
        {
          type: 'radiogroup',
          name: 'one',
          title: 'One of these',
          isRequired: true,
          choices: ['First', { value: 2, text: 'Second' }],
          showOtherItem: true,
          showNoneItem: true,
        },
        { type: 'dropdown', name: 'list', title: 'From a list', choices: ['Red', 'Green'], showOtherItem: true },
        { type: 'checkbox', name: 'many', title: 'Several of these', choices: ['A', 'B', 'C'], maxSelectedChoices: 2 },
        { type: 'rating', name: 'rate', title: 'Zero to ten', rateMin: 0, rateMax: 10 },
        {
          type: 'rating',
          name: 'worded',
          title: 'In words',
          rateValues: [
            { value: 1, text: 'Very dissatisfied' },
            { value: 2, text: 'Dissatisfied' },
            { value: 3, text: 'Neutral' },
            { value: 4, text: 'Satisfied' },
            { value: 5, text: 'Very satisfied' },
          ],
        },
        { type: 'boolean', name: 'bool', title: 'Yes or no' },
        {
          type: 'matrix',
          name: 'grid',
          title: 'Row by row',
          columns: ['Bad', 'Fine', 'Great'],
          rows: [
            { value: 'speed', text: 'Speed of the answer' },
            { value: 'tone', text: 'Tone' },
          ],
        },
        {
          type: 'panel',
          name: 'panel',
          title: 'In a panel',
          elements: [{ type: 'text', name: 'inside', title: 'Inside the panel' }],
        },
      ],
    },
  ],
};
