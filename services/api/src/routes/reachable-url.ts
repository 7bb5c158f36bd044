const privateHost =
  /^(?:localhost|.*\.(?:localhost|local|internal|test|example)|127\..*|10\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*|169\.254\..*|\[.*\])$/;

/**
 * Whether Salesforce could call this address: https, a public name, and a port that outbound messages may use (80, 443,
 * 1024 to 65535). Names alone decide; nothing is resolved.
 */
export function isReachableBySalesforce(url: string): boolean {
  const { protocol, hostname, port } = new URL(url);
  const isOpenPort = port === '' || port === '80' || Number(port) >= 1024;
  return protocol === 'https:' && isOpenPort && hostname.includes('.') && !privateHost.test(hostname);
}
