package org.derain4j.web.server;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every answer carries, whoever writes it. */
final class SafetyHeaders {

    static final String CACHE = "Cache-Control";

    /** Nothing but the page's own scripts, styles and pictures; nobody frames it, and what it is sent is what it is called. */
    static final Map<String, String> ALL = new LinkedHashMap<>();

    static {
        ALL.put("Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
                        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        ALL.put("X-Content-Type-Options", "nosniff");
        ALL.put("Referrer-Policy", "no-referrer");
        ALL.put("Cross-Origin-Resource-Policy", "same-origin");
        ALL.put("Cross-Origin-Opener-Policy", "same-origin");
        ALL.put(CACHE, "no-store");
    }

    private SafetyHeaders() {}

    /** A whole answer with a sentence, for where no exchange is at hand; the connection ends with it. */
    static byte[] answer(int status, String words, String sentence) {
        byte[] body = Call.json(Map.of("error", sentence));
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + words + "\r\n");
        ALL.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (status == 503) {
            head.append("Retry-After: 5\r\n");
        }
        head.append("Content-Type: " + Call.JSON + "\r\nContent-Length: ").append(body.length)
                .append("\r\nConnection: close\r\n\r\n").append(new String(body, StandardCharsets.UTF_8));
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }
}
