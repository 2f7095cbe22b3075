package org.derain4j.web.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.derain4j.web.jobs.Limits;
import org.junit.jupiter.api.Test;

/** Clients that come in numbers, dawdle, break off, leave, or speak no HTTP. */
class DoorTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    private static Rig rig(Door.Patience door) throws IOException {
        return new Rig(Rig.LIMITS, new DerainServer.Patience(door, Rig.PATIENCE.unwatched(), Rig.PATIENCE.keepAlive()),
                Optional.empty());
    }

    /** Reads one answer with a length. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int c = in.read();
            assertTrue(c >= 0, () -> "it ends in " + head);
            head.append((char) c);
        }
        int length = Integer.parseInt(new Rig.Raw(head.toString()).header("Content-length"));
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void get(Socket socket, Rig rig, String path) throws IOException {
        Rig.write(socket, "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + rig.port() + "\r\n\r\n");
    }

    @Test
    void aConnectionServesManyRequests() throws Exception {
        try (Rig rig = new Rig(); Socket socket = rig.socket()) {
            for (int i = 0; i < 50; i++) {
                get(socket, rig, i % 2 == 0 ? "/health" : "/nothing");
                assertTrue(answer(socket).startsWith(i % 2 == 0 ? "HTTP/1.1 200" : "HTTP/1.1 404"));
            }
            get(socket, rig, "/health");
            get(socket, rig, "/models"); // without waiting
            assertTrue(answer(socket).contains("\"status\""));
            assertTrue(answer(socket).contains("\"models\""));
            assertEquals(1, rig.metric("derain_connections") - 1, "the other one asks");
            assertEquals(0, rig.metric("derain_clients_gone_total"));
        }
    }

    @Test
    void noAnswerWaitsForAReceiptOfItsFirstPart() throws Exception {
        try (Rig rig = new Rig(); Socket socket = rig.socket()) {
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 60; i++) {
                long begin = System.nanoTime();
                get(socket, rig, "/web/viewer.js");
                answer(socket);
                if (i >= 40) { // a young connection sends its receipts at once
                    best = Math.min(best, System.nanoTime() - begin);
                }
            }
            assertTrue(best < Duration.ofMillis(30).toNanos(), best / 1e6 + " ms, where a receipt takes 40");
        }
    }

    @Test
    void whatHasBeenAnsweredIsHandedOnBeforeTheEnd() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        byte[] answer = new byte[16 << 20];
        try (ServerSocket behind = new ServerSocket(0, 1, loopback);
                Door door = new Door(new InetSocketAddress(loopback, 0),
                        (InetSocketAddress) behind.getLocalSocketAddress(), Rig.PATIENCE.door());
                Socket client = new Socket(loopback, door.address().getPort())) {
            Thread.ofVirtual().start(() -> {
                try (Socket inner = behind.accept()) {
                    inner.getOutputStream().write(answer);
                } catch (IOException e) {
                    // the client gets less than it should
                }
            });
            assertEquals(0, client.getInputStream().read());
            Thread closing = Thread.ofVirtual().start(() -> door.close(Duration.ofSeconds(30)));
            assertFalse(closing.join(Duration.ofMillis(300)), "a client that is about to take its answer");
            assertEquals(answer.length - 1, client.getInputStream().readNBytes(answer.length).length);
            client.shutdownOutput();
            closing.join();
        }
    }

    @Test
    void beyondSoManyConnectionsASentence() throws Exception {
        try (Rig rig = rig(new Door.Patience(3, SHORT.multipliedBy(100), SHORT, SHORT))) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Socket socket = rig.socket();
                get(socket, rig, "/health");
                answer(socket);
                sockets.add(socket);
            }
            try (Socket socket = rig.socket()) {
                get(socket, rig, "/health");
                Rig.Raw refused = new Rig.Raw(Rig.read(socket));
                assertEquals(503, refused.status());
                assertEquals("5", refused.header("Retry-After"));
                assertTrue(refused.body().contains("Too many connections"), refused.body());
            }
            get(sockets.get(1), rig, "/health");
            assertTrue(answer(sockets.get(1)).startsWith("HTTP/1.1 200"));
            for (Socket socket : sockets) {
                socket.close();
            }
            Rig.await("there is room again", () -> {
                try (Socket socket = rig.socket()) {
                    get(socket, rig, "/health");
                    return answer(socket).startsWith("HTTP/1.1 200");
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }

    @Test
    void aHeadThatComesDropByDropIsNotWaitedFor() throws Exception {
        try (Rig rig = rig(new Door.Patience(8, SHORT, SHORT, SHORT)); Socket socket = rig.socket()) {
            long begin = System.nanoTime();
            Thread drops = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        Rig.write(socket, i == 0 ? "GET / HTTP/1.1\r\n" : "X");
                        Thread.sleep(50);
                    }
                } catch (IOException | InterruptedException e) {
                    // as it should end
                }
            });
            Rig.Raw answer = new Rig.Raw(Rig.read(socket));
            assertEquals(408, answer.status());
            assertTrue(answer.body().contains("too slowly"), answer.body());
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(4).toNanos());
            drops.interrupt();
            drops.join();
            assertEquals(1, rig.metric("derain_requests_too_slow_total"));
        }
    }

    @Test
    void whoIsBetweenTwoRequestsIsNotSlow() throws Exception {
        try (Rig rig = rig(new Door.Patience(8, SHORT, SHORT, SHORT)); Socket socket = rig.socket()) {
            Thread.sleep(SHORT.toMillis() * 3);
            get(socket, rig, "/health");
            assertTrue(answer(socket).startsWith("HTTP/1.1 200"));
            Thread.sleep(SHORT.toMillis() * 3);
            get(socket, rig, "/health");
            assertTrue(answer(socket).startsWith("HTTP/1.1 200"));
            assertEquals(0, rig.metric("derain_requests_too_slow_total"));
        }
    }

    @Test
    void halfARequestBehindAWholeOneIsNotWaitedFor() throws Exception {
        try (Rig rig = rig(new Door.Patience(8, SHORT, SHORT, SHORT)); Socket socket = rig.socket()) {
            String request = "GET /health HTTP/1.1\r\nHost: 127.0.0.1:" + rig.port() + "\r\n";
            Rig.write(socket, request + "\r\n" + request);
            assertTrue(answer(socket).startsWith("HTTP/1.1 200"));
            assertEquals("", Rig.read(socket));
        }
    }

    @Test
    void anAnswerIsNotMistakenWhereTheNextRequestHasBegun() throws Exception {
        try (Rig rig = new Rig(); Socket socket = rig.socket()) {
            int number = 300;
            Thread asking = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < number; i++) {
                        get(socket, rig, "/nothing");
                        Thread.sleep(1);
                    }
                } catch (IOException | InterruptedException e) {
                    // the answers say so
                }
            });
            for (int i = 0; i < number; i++) {
                String answer = answer(socket);
                assertTrue(answer.contains("There is nothing at"), answer);
            }
            asking.join();
        }
    }

    @Test
    void aSlowClientGetsTheRestOfItsAnswer() throws Exception {
        try (Rig rig = rig(new Door.Patience(8, Duration.ofMillis(200), Duration.ofSeconds(20), SHORT));
                Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress("127.0.0.1", rig.port()));
            int number = 12; // more than the system takes at once, so that the last one waits at the door
            for (int i = 0; i < number; i++) {
                get(socket, rig, "/examples/lighthouse.png");
            }
            Thread.sleep(4 * 200 * 2);
            for (int i = 0; i < number; i++) {
                assertTrue(answer(socket).startsWith("HTTP/1.1 200"));
            }
        }
    }

    @Test
    void workTakesItsTimeWhateverThePatience() throws Exception {
        try (Rig rig = rig(new Door.Patience(8, SHORT, SHORT, SHORT)); Socket socket = rig.socket()) {
            byte[] png = Rig.png(1);
            Rig.write(socket, rig.head("/derain?model=held", "Content-Length: " + png.length));
            socket.getOutputStream().write(png);
            rig.awaitMetric("derain_jobs_working", 1);
            Thread.sleep(SHORT.toMillis() * 3);
            rig.letGo();
            byte[] begin = socket.getInputStream().readNBytes(12);
            assertEquals("HTTP/1.1 200", new String(begin, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aBodyThatNobodyReadsIsNotWaitedFor() throws Exception {
        try (Rig rig = rig(new Door.Patience(8, SHORT, SHORT, SHORT))) {
            for (String head : List.of(rig.head("/derain?x=1", "Content-Length: 1000"),
                    rig.head("/derain", "Content-Length: 999999999"),
                    rig.head("/derain", "Transfer-Encoding: chunked") + "zz\r\n",
                    rig.head("/derain", "Transfer-Encoding: chunked") + "ffffffffffff\r\nmuch",
                    rig.head("/health", "Content-Length: 10").replace("POST", "GET"))) {
                try (Socket socket = rig.socket()) {
                    Rig.write(socket, head);
                    Rig.Raw answer = new Rig.Raw(Rig.read(socket)); // to the end of the connection
                    assertTrue(List.of(400, 413, 200).contains(answer.status()), answer.text());
                    assertEquals("close", answer.header("Connection"));
                    assertFalse(answer.body().contains("HTTP/1.1"), answer.text());
                }
            }
        }
    }

    @Test
    void whatIsNoHttpIsToldSoInOurWords() throws Exception {
        try (Rig rig = new Rig()) {
            String host = "Host: 127.0.0.1:" + rig.port();
            assertEquals(400, rig.raw("nonsense").status());
            assertEquals(400, rig.raw("\u0016\u0003\u0001\u0002\u0000\u0001 TLS").status());
            assertEquals(400, rig.raw("GET /%zz HTTP/1.1", host).status());
            assertEquals(400, rig.raw("GET mailto:x HTTP/1.1", host).status());
            assertEquals(501, rig.raw("POST /derain HTTP/1.1", host, "Transfer-Encoding: gzip").status());
            assertEquals(400, rig.raw("POST /derain HTTP/1.1", host, "Content-Length: 5",
                    "Transfer-Encoding: chunked").status());
            assertEquals(400,
                    rig.raw("POST /derain HTTP/1.1", host, "Content-Length: 5", "Content-Length: 6").status());
            assertEquals(400, rig.raw("POST /derain HTTP/1.1", host, "Content-Length: -5").status());
            for (String many : List.of("X: " + "a".repeat(500_000), IntStream.range(0, 300)
                    .mapToObj(i -> "X" + i + ": 1").collect(Collectors.joining("\r\n")))) {
                Rig.Raw answer = rig.raw("GET / HTTP/1.1", host, "Connection: close", many);
                assertTrue(answer.status() >= 400 && answer.status() < 500, answer.text());
                assertTrue(answer.body().contains("cannot be understood"), answer.text());
            }
        }
    }

    @Test
    void whoGoesWhileAPictureIsSentLeavesNothing() throws Exception {
        try (Rig rig = new Rig()) {
            try (Socket socket = rig.socket()) {
                Rig.write(socket, rig.head("/derain", "Content-Length: 100000") + "half");
            }
            try (Socket socket = rig.socket()) {
                Rig.write(socket, rig.head("/jobs", "Transfer-Encoding: chunked") + "10\r\nhalf");
            }
            rig.awaitMetric("derain_connections", 1);
            assertEquals(0, rig.metric("derain_jobs_waiting") + rig.metric("derain_jobs_working"));
        }
    }

    @Test
    void whoGoesWhileItsPictureWaitsMakesRoom() throws Exception {
        try (Rig rig = new Rig()) {
            rig.job("?model=held", Rig.png(1));
            rig.awaitMetric("derain_jobs_working", 1);
            byte[] png = Rig.png(2);
            try (Socket socket = rig.socket()) {
                Rig.write(socket, rig.head("/derain", "Content-Length: " + png.length));
                socket.getOutputStream().write(png);
                rig.awaitMetric("derain_jobs_waiting", 1);
                assertEquals(0, rig.metric("derain_clients_gone_total"));
            }
            rig.awaitMetric("derain_jobs_waiting", 0);
            rig.awaitMetric("derain_clients_gone_total", 1);
            rig.awaitMetric("derain_jobs_total{outcome=\"cancelled\"}", 1);
        }
    }

    @Test
    void whoGoesWhileItsPictureIsWorkedOnStopsTheNetwork() throws Exception {
        Limits limits = new Limits(4 << 20, 1 << 20, 4, Duration.ofMinutes(5), 4, Duration.ofMinutes(5));
        try (Rig rig = new Rig(limits, Rig.PATIENCE, Optional.empty())) {
            byte[] png = Rig.png(640, 480, 3); // takes minutes where it is not stopped
            long begin = System.nanoTime();
            try (Socket socket = rig.socket()) {
                Rig.write(socket, rig.head("/derain?model=slow", "Content-Length: " + png.length));
                socket.getOutputStream().write(png);
                rig.awaitMetric("derain_jobs_working", 1);
                socket.shutdownOutput(); // half a farewell is one
            }
            rig.awaitMetric("derain_jobs_total{outcome=\"cancelled\"}", 1);
            rig.awaitMetric("derain_jobs_working", 0);
            rig.awaitMetric("derain_clients_gone_total", 1);
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(25).toNanos());
            assertEquals(200, rig.post("/derain", Rig.png(4)).statusCode());
        }
    }

    @Test
    void whoTakesNothingOfItsAnswerIsNotWaitedFor() throws Exception {
        try (Rig rig = rig(new Door.Patience(8, SHORT, SHORT, SHORT)); Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress("127.0.0.1", rig.port()));
            Thread asking = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        get(socket, rig, "/examples/lighthouse.png");
                    }
                } catch (IOException e) {
                    // as it should end
                }
            });
            rig.awaitMetric("derain_connections", 2);
            rig.awaitMetric("derain_connections", 1);
            asking.join();
        }
    }

    @Test
    void theHttpServerBehindIsNobodysDoor() throws Exception {
        try (Rig rig = new Rig()) {
            int inner = rig.server.innerPort();
            try (Socket socket = new Socket("127.0.0.1", inner)) {
                socket.setSoTimeout(20_000);
                Rig.write(socket, "GET /health HTTP/1.1\r\nHost: 127.0.0.1:" + rig.port() + "\r\n\r\n");
                assertEquals("", Rig.read(socket));
            }
        }
    }

    @Test
    void nothingIsLeftOfAServerThatWasClosed() throws Exception {
        int before = -1;
        for (int i = 0; i < 5; i++) {
            Rig rig = new Rig();
            Socket socket = rig.socket();
            get(socket, rig, "/health");
            answer(socket);
            String job = rig.job("?model=held", Rig.png(i));
            rig.get(job);
            int port = rig.port();
            rig.close();
            assertEquals(-1, socket.getInputStream().read());
            socket.close();
            assertThrows(IOException.class, () -> new Socket("127.0.0.1", port).close(), "it still listens");
            if (i == 0) {
                before = threads();
            }
        }
        int first = before;
        Rig.await("threads end", () -> threads() <= first + 1);
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
