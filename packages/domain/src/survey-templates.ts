import type { SurveyContents } from './survey-changes.ts';

export interface SurveyTemplate extends SurveyContents {
  id: 'csat' | 'nps' | 'ces' | 'blank';
  name: string;
  /** When to use it, in one sentence. */
  description: string;
}

const embeddedData = (...names: string[]) => ({ embeddedData: names.map((name) => ({ name })) });

const thanks = {
  default: '<p>Thank you. We read every answer.</p>',
  fr: '<p>Merci. Nous lisons chaque réponse.</p>',
};

const agreement = {
  minRateDescription: { default: 'Strongly disagree', fr: 'Pas du tout d’accord' },
  maxRateDescription: { default: 'Strongly agree', fr: 'Tout à fait d’accord' },
};

/** What a survey can begin with: the questions in their usual wording and scale, in English and French. */
export const surveyTemplates: readonly SurveyTemplate[] = [
  {
    id: 'csat',
    name: 'Satisfaction after a case (CSAT)',
    description: 'After a case was closed: how satisfied is the person, what went wrong, is it solved?',
    flow: embeddedData('CaseNumber', 'Owner', 'Priority', 'AccountName'),
    definition: {
      title: { default: 'How did we do?', fr: 'Comment avons-nous fait ?' },
      completedHtml: thanks,
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
              },
              minRateDescription: { default: 'Very dissatisfied', fr: 'Très insatisfait' },
              maxRateDescription: { default: 'Very satisfied', fr: 'Très satisfait' },
            },
            {
              type: 'comment',
              name: 'csat_reason',
              visibleIf: '{csat} <= 3',
              maxLength: 2000,
              title: { default: 'What should we have done better?', fr: 'Qu’aurions-nous dû faire mieux ?' },
            },
            {
              type: 'radiogroup',
              name: 'solved',
              isRequired: true,
              title: { default: 'Is your question solved?', fr: 'Votre demande est-elle résolue ?' },
              choices: [
                { value: 'yes', text: { default: 'Yes, completely', fr: 'Oui, entièrement' } },
                { value: 'partly', text: { default: 'Partly', fr: 'En partie' } },
                { value: 'no', text: { default: 'No', fr: 'Non' } },
              ],
            },
          ],
        },
      ],
    },
  },
  {
    id: 'nps',
    name: 'Recommendation (NPS)',
    description: 'From time to time: would people recommend you, and what is the main reason?',
    flow: embeddedData('AccountName'),
    definition: {
      title: { default: 'Would you recommend us?', fr: 'Nous recommanderiez-vous ?' },
      completedHtml: thanks,
      pages: [
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
              },
              minRateDescription: { default: 'Not at all likely', fr: 'Pas du tout probable' },
              maxRateDescription: { default: 'Extremely likely', fr: 'Très probable' },
            },
            {
              type: 'comment',
              name: 'nps_reason',
              maxLength: 2000,
              title: {
                default: 'What is the main reason for your score?',
                fr: 'Quelle est la raison principale de votre note ?',
              },
            },
          ],
        },
      ],
    },
  },
  {
    id: 'ces',
    name: 'Effort (CES)',
    description: 'After a request: how easy was it to get it solved, and what made it hard?',
    flow: embeddedData('CaseNumber', 'AccountName'),
    definition: {
      title: { default: 'How easy was it?', fr: 'Était-ce facile ?' },
      completedHtml: thanks,
      pages: [
        {
          name: 'effort',
          elements: [
            {
              type: 'rating',
              name: 'ces',
              isRequired: true,
              rateMin: 1,
              rateMax: 7,
              title: {
                default: 'We made it easy for you to have your request handled. Do you agree?',
                fr: 'Nous vous avons facilité le traitement de votre demande. Êtes-vous d’accord ?',
              },
              ...agreement,
            },
            {
              type: 'checkbox',
              name: 'ces_obstacles',
              visibleIf: '{ces} <= 4',
              title: { default: 'What made it hard?', fr: 'Qu’est-ce qui a été difficile ?' },
              choices: [
                { value: 'contact', text: { default: 'Reaching somebody', fr: 'Joindre quelqu’un' } },
                { value: 'wait', text: { default: 'Waiting for an answer', fr: 'Attendre une réponse' } },
                {
                  value: 'repeat',
                  text: { default: 'Explaining it more than once', fr: 'L’expliquer plusieurs fois' },
                },
                { value: 'solution', text: { default: 'The solution itself', fr: 'La solution elle-même' } },
              ],
              showOtherItem: true,
            },
            {
              type: 'comment',
              name: 'ces_reason',
              maxLength: 2000,
              title: { default: 'What would have made it easier?', fr: 'Qu’est-ce qui aurait facilité les choses ?' },
            },
          ],
        },
      ],
    },
  },
  {
    id: 'blank',
    name: 'Blank survey',
    description: 'An empty page to begin from.',
    flow: embeddedData(),
    definition: { pages: [{ name: 'page1', elements: [] }] },
  },
];
