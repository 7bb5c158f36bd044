export const wsdlNamespace = 'http://schemas.xmlsoap.org/wsdl/';
export const wsdlSoapNamespace = 'http://schemas.xmlsoap.org/wsdl/soap/';
export const schemaNamespace = 'http://www.w3.org/2001/XMLSchema';

export const wsdlNamespaces = [wsdlNamespace, wsdlSoapNamespace, schemaNamespace];
