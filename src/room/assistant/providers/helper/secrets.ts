/** Replaces a secret. */
const HIDDEN = '•••';

/** Keys with the prefixes that services use. */
const KNOWN_KEY =
  /\b(?:sk|pk|rk|whsec|ghp|gho|ghu|ghs|ghr|github_pat|glpat|xox[a-z]|hf|npm|pypi|shpat|dop_v1|gsk|xai|pplx|nvapi|r8|glsa|sntrys|lin_api|dckr_pat|key|token|secret|api)[-_](?=[\w.-]*\d|[\w.-]{16})[\w.-]{3,}/gi;
const CLOUD_KEY = /\b(?:AKIA|ASIA|AIza|ya29\.|SG\.)[\w.-]{8,}/g;
const JWT = /\beyJ[\w-]+(?:\.[\w-]*){1,4}/g;
const PEM = /-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/g;
/** `https://name:password@host` */
const IN_ADDRESS = /:\/\/[^\s/:@]+:[^\s/@]+@/g;
/** A value after a name such as "password". */
const NAMED =
  /((?:pass(?:word|wort|code|phrase)?|pwd|\bpw|\bpin|\botp|kennwort|contraseña|clave|mot de passe|secret|token|bearer|api[ _-]?key|パスワード|暗証番号|密碼|密码|口令|كلمة (?:السر|المرور))["'”’]?\s*(?:[:=：]|\bis\b|\bist\b|\blautet\b|\bes\b|\best\b|は|是|هي)\s*)(?:"[^"\n]*"|'[^'\n]*'|\S+)/giu;
/** A secret in the query of a URL. */
const IN_QUERY = /([?&](?:\w*key|\w*token|sig|signature|auth|code|password|secret)=)[^\s&#]+/gi;
const AUTHORIZATION = /(\bauthorization["']?\s*[:=]\s*["']?)(?:\w+ +)?[^\s"']+/gi;
/** The numbers of bank cards and accounts. */
const CARD = /(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])/g;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,4})?\b/g;
const BEARER = /\b(bearer\s+)[\w.~+/=-]{6,}/gi;
/** A run of characters that may be random, except the local part of an email address. */
const RUN = /[A-Za-z0-9+/_=-]{20,}(?![\w.+-]*@)/g;

/** @returns the text without likely passwords, keys and tokens. Email addresses stay. */
export const withoutSecrets = (text: string): string =>
  text
    .replace(PEM, HIDDEN)
    .replace(IN_ADDRESS, `://${HIDDEN}@`)
    .replace(JWT, HIDDEN)
    .replace(KNOWN_KEY, HIDDEN)
    .replace(CLOUD_KEY, HIDDEN)
    .replace(IBAN, (run) => ((run.match(/\d/g)?.length ?? 0) >= 10 ? HIDDEN : run))
    .replace(CARD, (run) => (isCard(run) ? HIDDEN : run))
    .replace(AUTHORIZATION, `$1${HIDDEN}`)
    .replace(IN_QUERY, `$1${HIDDEN}`)
    .replace(NAMED, `$1${HIDDEN}`)
    .replace(BEARER, `$1${HIDDEN}`)
    .replace(RUN, (run) => (looksRandom(run) ? HIDDEN : run));

/** Whether the last digit is a valid check digit of a bank card (Luhn). */
function isCard(run: string): boolean {
  const digits = run.replace(/\D/g, '').split('').reverse().map(Number);
  const sum = digits.reduce((all, digit, at) => {
    const value = at % 2 === 0 ? digit : 2 * digit;
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Whether a run mixes letters with digits, or upper and lower case unlike words. */
function looksRandom(run: string): boolean {
  const digits = run.match(/\d/g)?.length ?? 0;
  const letters = run.match(/[A-Za-z]/g)?.length ?? 0;
  const turns = run.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  return (digits >= 3 && letters >= 3) || turns >= 8;
}
