// An OpenID provider with Entra ID's addresses. Settings: PORT, APP (origin of the dashboard), TENANT, CLIENT_ID, CLIENT_SECRET, CERT, KEY.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import Provider from 'oidc-provider';

const { PORT, APP, TENANT, CLIENT_ID, CLIENT_SECRET, CERT, KEY } = process.env;
const origin = `https://localhost:${PORT}`;

const people = {
  vera: { name: 'Vera Viewer', preferred_username: 'vera@contoso.test', roles: ['Viewer'] },
  mei: { name: 'Mei Manager', preferred_username: 'mei@contoso.test', roles: ['Manager'] },
  adi: { name: 'Adi Admin', preferred_username: 'adi@contoso.test', roles: ['Admin'] },
  rita: { name: 'Rita Rolechange', preferred_username: 'rita@contoso.test', roles: ['Manager'] },
  nobody: { name: 'Nina Newcomer', preferred_username: 'nina@contoso.test', roles: [] },
};

// A new one with new keys each time; what the old one has stored (codes, sessions) lives on.
function create() {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const created = new Provider(`${origin}/${TENANT}/v2.0`, {
    jwks: { keys: [{ ...key, kid: randomUUID(), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['only for tests'] },
    clients: [{
      client_id: CLIENT_ID, client_secret: CLIENT_SECRET, token_endpoint_auth_method: 'client_secret_post',
      redirect_uris: [`${APP}/signin-oidc`], post_logout_redirect_uris: [`${APP}/signout-callback-oidc`],
      response_types: ['code'], grant_types: ['authorization_code', 'refresh_token'],
    }],
    scopes: ['openid', 'profile', 'offline_access'],
    claims: { openid: ['sub', 'oid', 'tid', 'roles'], profile: ['name', 'preferred_username'] },
    conformIdTokenClaims: false,
    issueRefreshToken: () => true,
    pkce: { required: () => true },
    routes: {
      authorization: '/oauth2/v2.0/authorize', token: '/oauth2/v2.0/token', end_session: '/oauth2/v2.0/logout', jwks: '/discovery/v2.0/keys',
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: (ctx, form) => { ctx.body = page(`${form}<button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>`); } },
    },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, oid: id, tid: TENANT, ...people[id] }) }),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid profile offline_access');
      await grant.save();
      return grant;
    },
    renderError: (ctx, out) => { ctx.body = page(`<p>${out.error}</p>`); },
  });
  // What Entra ID adds to its answers, and MSAL knows accounts by.
  created.use(async (ctx, next) => {
    await next();
    if (ctx.path.endsWith('/token') && ctx.status === 200) {
      const info = JSON.stringify({ uid: ctx.oidc.entities.Account.accountId, utid: TENANT });
      ctx.body = { ...ctx.body, client_info: Buffer.from(info).toString('base64url') };
    }
  });
  return created;
}

const page = body => `<!DOCTYPE html><html lang="en"><title>Provider</title><body>${body}</body></html>`;

let apart = false;
let provider = create();
let answer = provider.callback();

const server = createServer({ cert: readFileSync(CERT), key: readFileSync(KEY) }, async (req, res) => {
  const url = new URL(req.url, origin);
  if (url.pathname === '/control/rotate') {
    provider = create();
    answer = provider.callback();
    return res.end();
  }
  if (url.pathname === '/control/apart') {
    apart = url.searchParams.get('on') === '1';
    return res.end();
  }
  if (apart) res.setHeader('cross-origin-opener-policy', 'same-origin');
  if (url.pathname === '/control/roles') {
    people[url.searchParams.get('of')].roles = url.searchParams.getAll('role');
    return res.end();
  }
  if (url.pathname.startsWith('/interaction/')) {
    if ((await provider.interactionDetails(req, res)).prompt.name === 'consent') return provider.interactionFinished(req, res, { consent: {} });
    if (!url.searchParams.has('as')) {
      res.setHeader('content-type', 'text/html');
      return res.end(page(Object.keys(people).map(x => `<p><a href="?as=${x}">${people[x].name}</a></p>`).join('') + '<p><a href="?as=">Cancel</a></p>'));
    }
    const person = url.searchParams.get('as');
    return provider.interactionFinished(req, res, person ? { login: { accountId: person }, consent: {} } : { error: 'access_denied', error_description: 'Cancelled' });
  }
  if (!url.pathname.startsWith(`/${TENANT}/`)) return res.writeHead(404).end();
  req.originalUrl = req.url.replace('/v2.0/.well-known/', '/.well-known/');
  // Entra ID renews tokens without a consent each time; this provider needs one for that.
  if (url.pathname.endsWith('/authorize')) req.originalUrl += '&prompt=consent';
  req.url = req.originalUrl.slice(TENANT.length + 1);
  return answer(req, res);
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`Now listening on: ${origin}`));
