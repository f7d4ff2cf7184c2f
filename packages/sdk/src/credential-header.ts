/** A JSON Web Token has three parts; a token has two. */
const jwt = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

/** Sessions go as Platz's own clients send theirs, tokens as theirs. A text that no header can hold is nobody's token. */
export function credentialHeader(secret: string): Readonly<Record<string, string>> {
  if (!/^[\x21-\x7e]*$/.test(secret)) {
    throw new TypeError('token: It holds spaces, line ends or letters that no token has.');
  }
  return jwt.test(secret) ? { authorization: `Bearer ${secret}` } : { 'x-platz-token': secret };
}
