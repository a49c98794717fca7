// Remembers what a person prefers: name, language, theme, keys, whether the details are shown.
//
// A cookie of 127.0.0.1 and not localStorage: a review gets another port each day, and localStorage
// belongs to a port, so the keys would be forgotten overnight. The server does not read this cookie.

const NAME = "enregard-prefs";
const A_YEAR_S = 365 * 24 * 3600;

function read() {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${NAME}=`));
  try {
    return found ? JSON.parse(decodeURIComponent(found.slice(NAME.length + 1))) : {};
  } catch {
    return {};
  }
}

export const prefs = read();

/** Sets a preference and keeps it; `undefined` forgets it. */
export function prefer(name, value) {
  prefs[name] = value;
  const text = encodeURIComponent(JSON.stringify(prefs));
  document.cookie = `${NAME}=${text}; path=/; max-age=${A_YEAR_S}; SameSite=Strict`;
}
