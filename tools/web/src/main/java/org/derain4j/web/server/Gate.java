package org.derain4j.web.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may use the server. A browser sends requests of any page in the world to this machine: they are told by the name that the server is
 * called by, which is the page's own where somebody rebinds it, and by where the browser says they come from.
 */
final class Gate {

    /** What browsers need a name for cannot be rebound where there is none. */
    private static final Pattern ADDRESS = Pattern.compile("(?:\\d{1,3}\\.){3}\\d{1,3}|\\[[0-9a-f:.]+]|localhost");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[^:\\[\\]]+)(?::(\\d{1,5}))?");

    private static final String TOKEN = "token";
    private static final String BEARER = "Bearer ";
    private static final String USUAL_PORT = "80";

    private final List<String> names;
    private final String port;
    private final Optional<byte[]> token;
    private final String cookie;
    private final byte[] session;

    Gate(List<String> names, int port, Optional<String> token) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        this.port = Integer.toString(port);
        this.token = token.map(Gate::bytes);
        cookie = "derain-" + port; // cookies are of a host, whatever the port
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        session = bytes(HexFormat.of().formatHex(random));
    }

    /**
     * Lets a call pass.
     *
     * @param open whether it is for those, too, who have no token
     * @return false if it has been answered here
     * @throws Refusal if it may not
     */
    boolean passes(Call call, boolean open) throws Refusal, ClientGoneException {
        String host = host(call);
        requireOwnPage(call, host);
        if (call.target().getRawPath().equals("/") && call.query(TOKEN).get(TOKEN).isPresent()) {
            exchange(call, call.query(TOKEN).get(TOKEN).orElseThrow());
            return false;
        }
        if (token.isPresent() && !open && !knowsToken(call)) {
            throw unauthorised();
        }
        return true;
    }

    private String host(Call call) throws Refusal {
        List<String> hosts = call.headers("Host");
        String host = hosts.size() == 1 ? hosts.getFirst().strip().toLowerCase(Locale.ROOT) : "";
        Matcher parts = HOST.matcher(host);
        if (parts.matches()) {
            String name = parts.group(1);
            String at = parts.group(2) == null ? USUAL_PORT : parts.group(2);
            if (names.contains(host) || names.contains(name) || ADDRESS.matcher(name).matches() && at.equals(port)) {
                return host;
            }
        }
        throw new Refusal(421,
                "This server is not called '%s'; call it by an address and its port, or start it with --name."
                        .formatted(Query.shown(host)));
    }

    private static void requireOwnPage(Call call, String host) throws Refusal {
        List<String> origins = call.headers("Origin");
        boolean own = origins.isEmpty() || origins.size() == 1
                && List.of("http://" + host, "https://" + host).contains(origins.getFirst().toLowerCase(Locale.ROOT));
        boolean followed = call.method().equals("GET") && call.target().getRawPath().equals("/") && origins.isEmpty()
                && call.header("Sec-Fetch-Mode").equals("navigate")
                && call.header("Sec-Fetch-Dest").equals("document"); // a link to the page
        boolean foreign = call.headers("Sec-Fetch-Site").stream()
                .anyMatch(site -> !List.of("same-origin", "none").contains(site));
        if (!own || foreign && !followed) {
            throw new Refusal(403, "Pages of other sites may not use this server; open its own page.");
        }
    }

    /** The token in the address becomes a cookie, so that it stands neither in the history nor on the screen. */
    private void exchange(Call call, String given) throws Refusal, ClientGoneException {
        if (token.isPresent()) {
            if (!isToken(given)) {
                throw unauthorised();
            }
            call.with("Set-Cookie", cookie + "=" + new String(session, StandardCharsets.US_ASCII)
                    + "; HttpOnly; SameSite=Strict; Path=/");
        }
        call.with("Location", "/").empty(303);
    }

    private boolean knowsToken(Call call) {
        String authorization = call.header("Authorization");
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return isToken(authorization.substring(BEARER.length()).strip());
        }
        return call.headers("Cookie").stream().flatMap(line -> Pattern.compile(";").splitAsStream(line))
                .map(String::strip).filter(pair -> pair.startsWith(cookie + "="))
                .anyMatch(pair -> MessageDigest.isEqual(session, bytes(pair.substring(cookie.length() + 1))));
    }

    /** In a time that tells nothing of it. */
    private boolean isToken(String given) {
        return MessageDigest.isEqual(token.orElseThrow(), bytes(given));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Refusal unauthorised() {
        return new Refusal(401, "This server asks for a token; open the address that it printed, or send the header "
                + "'Authorization: Bearer TOKEN'.").with("WWW-Authenticate", "Bearer");
    }
}
