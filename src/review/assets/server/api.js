// Speaks to the server. Every failure is an ApiError, so that callers can tell a refusal (a status and
// words for the person) from a server that does not answer (status 0).

import { t, told } from "../ground/i18n.js";
import { signer } from "../ground/signer.js";

class ApiError extends Error {
  constructor(status, body) {
    super(told(body, "error") || t("error.status", status));
    this.status = status;
    this.hint = told(body, "hint");
    this.body = body;
  }
}

/** Headers of whatever changes something: other sites cannot send the first, the second says who acts. */
const headers = (type) => ({
  "content-type": type,
  "x-enregard": "1",
  "x-reviewer": encodeURIComponent(signer.name),
});

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new ApiError(0, { error: t("error.offline") });
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, body);
  return body;
}

export const get = (path) => ask(path, { headers: { "x-reviewer": encodeURIComponent(signer.name) } });

export const post = (path, body = {}, more = {}) =>
  ask(path, { method: "POST", headers: headers("application/json"), body: JSON.stringify(body), ...more });

/** Sends the bytes of a file as they are. */
export const upload = (path, file) =>
  ask(path, { method: "POST", headers: headers("application/octet-stream"), body: file });

/** Posts and waits for the answer: printing gives no time for anything else (see print.js). */
export function postAtOnce(path, body) {
  const request = new XMLHttpRequest();
  request.open("POST", path, false);
  for (const [name, value] of Object.entries(headers("application/json"))) request.setRequestHeader(name, value);
  request.send(JSON.stringify(body));
  return request.status === 200 ? JSON.parse(request.responseText) : null;
}
