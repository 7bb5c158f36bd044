export * from './answers.ts';
export * from './limits.ts';
export * from './message.ts';
export * from './parse-outbound-message.ts';
export * from './receiver-wsdl.ts';
export * from './redact-head.ts';
