import express from 'express';
import { XMLParser } from 'fast-xml-parser';

/** The least that answers Salesforce: Express, fast-xml-parser, Ack. It checks nothing and stores nothing. */
const ack =
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>';
const parser = new XMLParser({ removeNSPrefix: true, ignoreAttributes: false });
const app = express();
app.get('/', (_request, response) => {
  response.send('ready');
});
app.use(express.text({ type: () => true, limit: '5mb' }));
app.post('/in/:token', (request, response) => {
  const { notifications } = parser.parse(request.body).Envelope.Body;
  response
    .type('text/xml')
    .status(notifications.Notification === undefined ? 400 : 200)
    .send(ack);
});
app.listen(Number(process.env.PORT), '127.0.0.1');
