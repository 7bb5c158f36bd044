interface WsdlValues {
  object?: string;
  /** Field → schema type, written as in the file. */
  fields?: Readonly<Record<string, string>>;
  url?: string;
  /** Further types of the records' schema. */
  moreTypes?: string;
}

const caseFields = {
  AccountId: 'ent:ID',
  ClosedDate: 'xsd:dateTime',
  ContactEmail: 'xsd:string',
  IsClosed: 'xsd:boolean',
  Score__c: 'xsd:double',
};

/** The WSDL of an outbound message, laid out as Salesforce generates it. */
export function aWsdl(values: WsdlValues = {}): string {
  const { object = 'Case', fields = caseFields, url = 'https://canvass.example.com/in/token', moreTypes = '' } = values;
  const elements = Object.entries(fields).map(
    ([name, type]) => `       <element name="${name}" nillable="true" minOccurs="0" type="${type}"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions targetNamespace="http://soap.sforce.com/2005/09/outbound"
 xmlns="http://schemas.xmlsoap.org/wsdl/"
 xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
 xmlns:tns="http://soap.sforce.com/2005/09/outbound"
 xmlns:xsd="http://www.w3.org/2001/XMLSchema"
 xmlns:ent="urn:enterprise.soap.sforce.com"
 xmlns:ens="urn:sobject.enterprise.soap.sforce.com">
 <types>
  <schema elementFormDefault="qualified" xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:enterprise.soap.sforce.com">
   <simpleType name="ID"><restriction base="xsd:string"><length value="18"/></restriction></simpleType>
  </schema>
  <schema elementFormDefault="qualified" xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:sobject.enterprise.soap.sforce.com">
   <import namespace="urn:enterprise.soap.sforce.com"/>
   <complexType name="sObject">
    <sequence>
     <element name="fieldsToNull" type="xsd:string" nillable="true" minOccurs="0" maxOccurs="unbounded"/>
     <element name="Id" type="ent:ID" nillable="true"/>
    </sequence>
   </complexType>
   <complexType name="AggregateResult">
    <complexContent><extension base="ens:sObject"><sequence>
     <any namespace="##targetNamespace" minOccurs="0" maxOccurs="unbounded" processContents="lax"/>
    </sequence></extension></complexContent>
   </complexType>
   <complexType name="${object}">
    <complexContent>
     <extension base="ens:sObject">
      <sequence>
${elements.join('\n')}
      </sequence>
     </extension>
    </complexContent>
   </complexType>
${moreTypes}
  </schema>
  <schema elementFormDefault="qualified" xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://soap.sforce.com/2005/09/outbound">
   <element name="notifications">
    <complexType>
     <sequence>
      <element name="OrganizationId" type="ent:ID"/>
      <element name="SessionId" type="xsd:string" nillable="true"/>
      <element name="Notification" maxOccurs="100" type="tns:${object}Notification"/>
     </sequence>
    </complexType>
   </element>
   <complexType name="${object}Notification">
    <sequence>
     <element name="Id" type="ent:ID"/>
     <element name="sObject" type="ens:${object}"/>
    </sequence>
   </complexType>
  </schema>
 </types>
 <service name="NotificationService">
  <port binding="tns:NotificationBinding" name="Notification"><soap:address location="${url}"/></port>
 </service>
</definitions>
`;
}
