/** Stands where something was that is not repeated. */
const HIDDEN = '•••';

/** Beginnings of keys that services hand out, with what follows them. */
const KNOWN_KEY =
  /\b(?:sk|pk|rk|whsec|ghp|gho|ghu|ghs|ghr|github_pat|glpat|xox[a-z]|hf|npm|pypi|shpat|dop_v1|key|token|secret|api)[-_](?=[\w.-]*\d|[\w.-]{16})[\w.-]{3,}/gi;
const CLOUD_KEY = /\b(?:AKIA|ASIA|AIza|ya29\.|SG\.)[\w.-]{8,}/g;
const JWT = /\beyJ[\w-]+(?:\.[\w-]*){1,4}/g;
const PEM = /-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/g;
/** `https://name:password@host` */
const IN_ADDRESS = /:\/\/[^\s/:@]+:[^\s/@]+@/g;
/** A value that is called what it is. */
const NAMED =
  /((?:pass(?:word|wort|code|phrase)?|pwd|kennwort|contraseña|clave|secret|token|bearer|api[ _-]?key|パスワード|密碼|密码|口令|كلمة (?:السر|المرور))\s*(?:[:=：]|\bis\b|\bist\b|\bes\b|は|是|هي)\s*)\S+/giu;
const BEARER = /\b(bearer\s+)[\w.~+/=-]{6,}/gi;
/** A run that may be random; not what stands before the sign of an email address. */
const RUN = /[A-Za-z0-9+/_=-]{20,}(?![\w.+-]*@)/g;

/** The text without what looks like a password, a key or a token. Email addresses stay. */
export const withoutSecrets = (text: string): string =>
  text
    .replace(PEM, HIDDEN)
    .replace(IN_ADDRESS, `://${HIDDEN}@`)
    .replace(JWT, HIDDEN)
    .replace(KNOWN_KEY, HIDDEN)
    .replace(CLOUD_KEY, HIDDEN)
    .replace(NAMED, `$1${HIDDEN}`)
    .replace(BEARER, `$1${HIDDEN}`)
    .replace(RUN, (run) => (looksRandom(run) ? HIDDEN : run));

/** Letters and digits mixed, or capitals and small letters in no order of words. */
function looksRandom(run: string): boolean {
  const digits = run.match(/\d/g)?.length ?? 0;
  const letters = run.match(/[A-Za-z]/g)?.length ?? 0;
  const turns = run.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  return (digits >= 3 && letters >= 3) || turns >= 8;
}
