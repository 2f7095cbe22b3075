package org.derain4j.web.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may use the server, told by what a browser says and cannot be made not to say. */
class GateTest {

    private static final String TOKEN = "wet-street";

    private static int host(Rig rig, String host) throws Exception {
        return rig.raw("GET /health HTTP/1.1", "Host: " + host, "Connection: close").status();
    }

    @Test
    void aNameThatIsNotTheServersMeansThatSomebodyHasReboundIt() throws Exception {
        try (Rig rig = new Rig(Rig.LIMITS, Rig.PATIENCE, Optional.empty(), "Photos.example", "pi.local:9000")) {
            int port = rig.port();
            for (String good : List.of("127.0.0.1:" + port, "localhost:" + port, "LocalHost:" + port, "[::1]:" + port,
                    "192.168.1.7:" + port, "photos.example", "photos.example:444", "PI.local:9000")) {
                assertEquals(200, host(rig, good), good);
            }
            for (String bad : List.of("evil.example:" + port, "127.0.0.1", "localhost:" + (port ^ 1), "",
                    "127.0.0.1.evil.example:" + port, "pi.local", "pi.local:9001", "localhost.:" + port,
                    "evil@127.0.0.1:" + port, "127.1:" + port, "[::1", "photos.example.evil", "localhost:" + port + "0",
                    "x:" + "9".repeat(40))) {
                assertEquals(421, host(rig, bad), bad);
            }
            assertEquals(421, rig.raw("GET /health HTTP/1.1", "Connection: close").status(), "none at all");
            assertEquals(421, rig.raw("GET /health HTTP/1.1", "Host: 127.0.0.1:" + port, "Host: evil.example",
                    "Connection: close").status());
        }
    }

    @Test
    void theAddressThatItPrintsIsOneOfItsOwn() throws Exception {
        try (Rig rig = new Rig()) {
            for (String host : List.of("127.1", "::ffff:127.0.0.1", "[::ffff:127.0.0.1]")) {
                try (DerainServer server = DerainServer.start(
                        new ServerOptions(host, 0, List.of(), Optional.empty(), "1.2.3"), rig, Rig.LIMITS,
                        Rig.PATIENCE)) {
                    String printed = server.uri().getRawAuthority();
                    int port = Integer.parseInt(printed.substring(printed.lastIndexOf(':') + 1));
                    try (Socket socket = new Socket("127.0.0.1", port)) {
                        Rig.write(socket,
                                "GET /models HTTP/1.1\r\nHost: " + printed + "\r\nConnection: close\r\n\r\n");
                        assertEquals(200, new Rig.Raw(Rig.read(socket)).status(), printed);
                    }
                }
            }
        }
    }

    @Test
    void anAddressWithAHostInItIsForAProxy() throws Exception {
        try (Rig rig = new Rig()) {
            assertEquals(400, rig.raw("http://evil.example/health", List.of()).status());
            assertEquals(400, rig.raw("//evil.example/health", List.of()).status());
        }
    }

    @Test
    void onlyTheServersOwnPageSendsRequests() throws Exception {
        try (Rig rig = new Rig(Rig.LIMITS, Rig.PATIENCE, Optional.empty(), "photos.example")) {
            String own = "Origin: http://127.0.0.1:" + rig.port();
            assertEquals(200, rig.raw("/models", List.of(own, "Sec-Fetch-Site: same-origin")).status());
            assertEquals(200, rig.raw("/models", List.of("Sec-Fetch-Site: none")).status());
            for (String bad : List.of("Origin: http://evil.example", "Origin: null", "Origin: ",
                    "Origin: http://localhost:" + rig.port(), "Origin: http://127.0.0.1:1",
                    "Origin: http://127.0.0.1:" + rig.port() + ".evil.example", "Sec-Fetch-Site: cross-site",
                    "Sec-Fetch-Site: same-site", "Sec-Fetch-Site: new-kind", own + "\r\nOrigin: http://evil.example")) {
                Rig.Raw answer = rig.raw("/models", List.of(bad));
                assertEquals(403, answer.status(), bad);
                assertTrue(answer.body().contains("open its own page"), answer.body());
            }
            assertEquals(200, rig.raw("GET /models HTTP/1.1", "Host: photos.example", "Connection: close",
                    "Origin: https://photos.example").status(), "behind a proxy with TLS");
        }
    }

    @Test
    void aLinkToThePageMayBeFollowedFromAnywhere() throws Exception {
        try (Rig rig = new Rig()) {
            List<String> followed = List.of("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate",
                    "Sec-Fetch-Dest: document");
            assertEquals(200, rig.raw("/", followed).status());
            assertEquals(403, rig.raw("/models", followed).status());
            assertEquals(403, rig.raw("/", List.of("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate",
                    "Sec-Fetch-Dest: iframe")).status());
            assertEquals(403, rig.raw("/", List.of("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors",
                    "Sec-Fetch-Dest: image")).status());
        }
    }

    @Test
    void whoHasNoTokenGetsNothingButHealth() throws Exception {
        try (Rig rig = new Rig(Rig.LIMITS, Rig.PATIENCE, Optional.of(TOKEN))) {
            assertEquals(200, rig.get("/health").statusCode());
            for (String path : List.of("/", "/models", "/metrics", "/jobs/1", "/nothing", "/web/viewer.js",
                    "/openapi.yaml")) {
                Rig.Raw answer = rig.raw(path, List.of());
                assertEquals(401, answer.status(), path);
                assertEquals("Bearer", answer.header("WWW-Authenticate"));
            }
            for (String bad : List.of("Bearer ", "Bearer wet-stree", "Bearer wet-street2", "Basic " + TOKEN, TOKEN)) {
                assertEquals(401, rig.get("/models", "Authorization", bad).statusCode(), bad);
            }
            assertEquals(200, rig.get("/models", "Authorization", "Bearer " + TOKEN).statusCode());
            assertEquals(200, rig.get("/models", "Authorization", "bearer " + TOKEN).statusCode());
            assertEquals("http://127.0.0.1:" + rig.port() + "/?token=" + TOKEN, rig.server.uri().toString());
        }
    }

    @Test
    void theTokenOfAnAddressBecomesACookie() throws Exception {
        try (Rig rig = new Rig(Rig.LIMITS, Rig.PATIENCE, Optional.of(TOKEN))) {
            assertEquals(401, rig.raw("/?token=wrong", List.of()).status());
            Rig.Raw answer = rig.raw("/?token=" + TOKEN, List.of());
            assertEquals(303, answer.status());
            assertEquals("/", answer.header("Location"));
            String cookie = answer.header("Set-Cookie");
            assertTrue(cookie.matches("derain-" + rig.port() + "=[0-9a-f]{48}; HttpOnly; SameSite=Strict; Path=/"),
                    cookie);
            assertFalse(answer.text().contains(TOKEN), "the token itself is not handed on");
            String pair = cookie.substring(0, cookie.indexOf(';'));
            assertEquals(200, rig.raw("/models", List.of("Cookie: other=1; " + pair)).status());
            assertEquals(401, rig.raw("/models", List.of("Cookie: " + pair + "0")).status());
            assertEquals(401, rig.raw("/models", List.of("Cookie: x" + pair)).status());
        }
    }

    @Test
    void aTokenThatNobodyAsksForIsLeftOut() throws Exception {
        try (Rig rig = new Rig()) {
            Rig.Raw answer = rig.raw("/?token=old", List.of());
            assertEquals(303, answer.status());
            assertEquals("", answer.header("Set-Cookie"));
        }
    }
}
