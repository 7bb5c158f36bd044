import { escapeXml } from './answers.ts';

/**
 * The WSDL of the receiving service, as Salesforce generates it for an outbound message, with any record in the place of
 * one object's fields. Toolkits and testers point at it; Salesforce itself does not read it.
 */
export function receiverWsdl(url: string): string {
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
   <simpleType name="ID">
    <restriction base="xsd:string">
     <length value="18"/>
     <pattern value="[a-zA-Z0-9]{18}"/>
    </restriction>
   </simpleType>
  </schema>
  <schema elementFormDefault="qualified" xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:sobject.enterprise.soap.sforce.com">
   <import namespace="urn:enterprise.soap.sforce.com"/>
   <complexType name="sObject">
    <sequence>
     <any namespace="##targetNamespace" minOccurs="0" maxOccurs="unbounded" processContents="lax"/>
    </sequence>
   </complexType>
  </schema>
  <schema elementFormDefault="qualified" xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://soap.sforce.com/2005/09/outbound">
   <import namespace="urn:enterprise.soap.sforce.com"/>
   <import namespace="urn:sobject.enterprise.soap.sforce.com"/>
   <element name="notifications">
    <complexType>
     <sequence>
      <element name="OrganizationId" type="ent:ID"/>
      <element name="ActionId" type="ent:ID"/>
      <element name="SessionId" type="xsd:string" nillable="true"/>
      <element name="EnterpriseUrl" type="xsd:string"/>
      <element name="PartnerUrl" type="xsd:string"/>
      <element name="Notification" maxOccurs="100" type="tns:RecordNotification"/>
     </sequence>
    </complexType>
   </element>
   <complexType name="RecordNotification">
    <sequence>
     <element name="Id" type="ent:ID"/>
     <element name="sObject" type="ens:sObject"/>
    </sequence>
   </complexType>
   <element name="notificationsResponse">
    <complexType>
     <sequence>
      <element name="Ack" type="xsd:boolean"/>
     </sequence>
    </complexType>
   </element>
  </schema>
 </types>
 <message name="notificationsRequest">
  <part element="tns:notifications" name="request"/>
 </message>
 <message name="notificationsResponse">
  <part element="tns:notificationsResponse" name="response"/>
 </message>
 <portType name="NotificationPort">
  <operation name="notifications">
   <input message="tns:notificationsRequest"/>
   <output message="tns:notificationsResponse"/>
  </operation>
 </portType>
 <binding name="NotificationBinding" type="tns:NotificationPort">
  <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
  <operation name="notifications">
   <soap:operation soapAction=""/>
   <input>
    <soap:body use="literal"/>
   </input>
   <output>
    <soap:body use="literal"/>
   </output>
  </operation>
 </binding>
 <service name="NotificationService">
  <port binding="tns:NotificationBinding" name="Notification">
   <soap:address location="${escapeXml(url)}"/>
  </port>
 </service>
</definitions>
`;
}
