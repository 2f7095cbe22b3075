/** The server's HTTP interface. */

const WHERE_IS_THE_TOKEN = 'This server wants its token: open the address that it printed when it started, which ends in “?token=…”.';

/** Why something did not work, as a sentence. */
export class Trouble extends Error {
  /** @param {{status?: number, wait?: number}} more the HTTP status, 0 where there was no answer; seconds to wait before another try, where that may help */
  constructor(sentence, { status = 0, wait } = {}) {
    super(sentence);
    this.status = status;
    this.wait = wait;
  }
}

/** What an answer that is none tells. */
function trouble(status, body, retryAfter) {
  let sentence;
  try {
    sentence = JSON.parse(body).error;
  } catch {
    // not ours: a proxy's, or cut short
  }
  if (status === 401) {
    sentence = WHERE_IS_THE_TOKEN;
  }
  return new Trouble(sentence ?? `The server answered ${status}; try again later.`,
    { status, wait: status === 503 ? Number(retryAfter) || 5 : undefined });
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { cache: 'no-store', ...options });
  } catch {
    throw new Trouble('The server does not answer.', { wait: 3 });
  }
  if (!answer.ok) {
    throw trouble(answer.status, await answer.text().catch(() => ''), answer.headers.get('Retry-After'));
  }
  return answer;
}

export const models = async () => (await (await ask('/models')).json()).models;

export const examples = async () => (await (await ask('/examples')).json()).examples;

export const example = async (name) => (await ask(`/examples/${encodeURIComponent(name)}`)).blob();

export const stateOf = async (id) => (await ask(`/jobs/${id}`)).json();

export const isThere = () => ask('/health').then(() => true, () => false);

/** Cancels a job, or forgets what came of it; also while the page goes. */
export const forget = (id) => ask(`/jobs/${id}`, { method: 'DELETE', keepalive: true }).catch(() => {});

/** Where a part of a job lies: events, before, after, rain, result. */
export const partOf = (id, part) => `/jobs/${id}/${part}`;

/**
 * Sends a picture, by XMLHttpRequest, for fetch does not tell how far it is.
 *
 * @returns the job's first state
 */
export function send(file, name, { model, strength }, signal, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ strength, name });
    if (model) { // not known yet: the default
      query.set('model', model);
    }
    request.open('POST', `/jobs?${query}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => progress(event.total ? event.loaded / event.total : 1);
    request.onload = () => {
      if (request.status === 202) {
        resolve(JSON.parse(request.responseText));
      } else {
        reject(trouble(request.status, request.responseText, request.getResponseHeader('Retry-After')));
      }
    };
    request.onerror = () => reject(new Trouble('The server does not answer.', { wait: 3 }));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
