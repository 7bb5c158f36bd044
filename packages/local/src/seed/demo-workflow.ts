/** The demo's workflow: a closed case updates the contact, then asks by SMS whoever prefers SMS and everybody else by e-mail. */
export function demoWorkflow(eventSourceId: string, surveyId: string) {
  const survey = { surveyId, contactStep: 'contact', linkExpiresAfterDays: 60 };
  return {
    name: 'Survey after a closed case',
    eventSourceId,
    definition: {
      timeZone: 'UTC',
      conditions: {
        kind: 'group',
        match: 'all',
        conditions: [{ kind: 'comparison', operator: 'is-true', left: { from: 'event', field: 'IsClosed' } }],
      },
      steps: [
        {
          id: 'contact',
          type: 'contact',
          name: 'Update the contact',
          matchBy: ['externalReference', 'email'],
          contact: {
            externalReference: '{{ event.ContactId }}',
            firstName: '{{ event.Contact_First_Name__c }}',
            lastName: '{{ event.Contact_Last_Name__c }}',
            email: '{{ event.ContactEmail }}',
            phone: '{{ event.ContactPhone }}',
            language: '{{ event.Language__c }}',
          },
          embeddedData: {
            CaseNumber: '{{ event.CaseNumber }}',
            Owner: '{{ event.Owner_Name__c }}',
            Priority: '{{ event.Priority }}',
            AccountName: '{{ event.Account_Name__c }}',
          },
          transaction: {
            name: 'Case closed',
            occurredAt: '{{ event.ClosedDate }}',
            fields: {
              CaseNumber: '{{ event.CaseNumber }}',
              Subject: '{{ event.Subject }}',
              Priority: '{{ event.Priority }}',
              Origin: '{{ event.Origin }}',
            },
          },
          mailingList: 'Customers with closed cases',
        },
        {
          id: 'channel',
          type: 'branch',
          name: 'Does the contact prefer SMS?',
          if: {
            kind: 'group',
            match: 'all',
            conditions: [
              {
                kind: 'comparison',
                operator: 'equals',
                left: { from: 'event', field: 'Survey_Channel__c' },
                value: 'sms',
                ignoreCase: true,
              },
            ],
          },
          steps: [
            {
              ...survey,
              id: 'text',
              type: 'sms-survey',
              name: 'Text the survey',
              message:
                'Case {{ event.CaseNumber }} is closed. How did we do? Two minutes: {{ survey.link }} Reply STOP to opt out.',
            },
          ],
          otherwise: [
            {
              ...survey,
              id: 'email',
              type: 'email-survey',
              name: 'E-mail the survey',
              from: { email: 'feedback@acme.example', name: 'Acme Support' },
              subject: 'How did we do with case {{ event.CaseNumber }}?',
              message: [
                '<p>Hello {{ contact.firstName | default: "there" }},</p>',
                '<p>your case <strong>{{ event.CaseNumber }}</strong> ({{ event.Subject }}) was closed by {{ event.Owner_Name__c | default: "our team" }}.',
                'Would you tell us how it went? It takes two minutes.</p>',
                '<p><a href="{{ survey.link }}">Answer five short questions</a></p>',
                '<p>Thank you,<br>Acme Support</p>',
              ].join('\n'),
            },
          ],
        },
      ],
    },
  };
}

/** The fields that the demo's outbound message sends. */
export const demoCaseFields = [
  ...['Id', 'CaseNumber', 'Subject', 'Status', 'IsClosed', 'Priority', 'Origin', 'ClosedDate'],
  ...['ContactId', 'ContactEmail', 'ContactPhone', 'Contact_First_Name__c', 'Contact_Last_Name__c'],
  ...['Account_Name__c', 'Owner_Name__c', 'Survey_Channel__c', 'Language__c'],
];
