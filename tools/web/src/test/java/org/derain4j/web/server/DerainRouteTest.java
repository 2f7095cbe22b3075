package org.derain4j.web.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.PictureWriter;
import org.junit.jupiter.api.Test;

/** {@code POST /derain}: a picture in, a picture out. */
class DerainRouteTest {

    private static byte[] expected(byte[] file, double strength, Path name) throws Exception {
        PictureFile source = new PictureReader().read(new ByteArrayInputStream(file), name);
        try (Derainer derainer = Derainer.builder().threads(1).strength(strength).build()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new PictureWriter().write(derainer.derain(source.picture()), source, out, name);
            return out.toByteArray();
        }
    }

    @Test
    void theBytesAreThoseOfTheEngineAndTheWriter() throws Exception {
        try (Rig rig = new Rig()) {
            byte[] png = Rig.png(1);
            HttpResponse<byte[]> answer = rig.post("/derain?name=street.png", png);
            assertEquals(200, answer.statusCode());
            assertArrayEquals(expected(png, 1, Path.of("a.png")), answer.body());
            assertEquals("image/png", answer.headers().firstValue("Content-Type").orElseThrow());
            assertEquals("inline; filename=\"street.derained.png\"; filename*=UTF-8''street.derained.png",
                    answer.headers().firstValue("Content-Disposition").orElseThrow());
            String timing = answer.headers().firstValue("Server-Timing").orElseThrow();
            assertTrue(timing.matches("queue;dur=[0-9.]+, decode;dur=[0-9.]+, network;dur=[0-9.]+, encode;dur=[0-9.]+"),
                    timing);
            HttpResponse<byte[]> weaker = rig.post("/derain?strength=.5&format=jpg&model=lite&name=", png);
            assertEquals(200, weaker.statusCode());
            assertArrayEquals(expected(png, 0.5, Path.of("a.jpg")), weaker.body());
            assertEquals("image/jpeg", weaker.headers().firstValue("Content-Type").orElseThrow());
        }
    }

    @Test
    void whatIsLostIsSaidInHeaders() throws Exception {
        try (Rig rig = new Rig()) {
            BufferedImage deep = new BufferedImage(16, 16,
                    BufferedImage.TYPE_USHORT_GRAY);
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(deep, "png", png);
            HttpResponse<byte[]> answer = rig.post("/derain?format=bmp", png.toByteArray());
            assertEquals(200, answer.statusCode());
            List<String> notes = answer.headers().allValues("Derain-Note").stream()
                    .map(note -> URLDecoder.decode(note, StandardCharsets.UTF_8)).toList();
            assertTrue(notes.stream().anyMatch(note -> note.contains("16 bits")), notes.toString());
        }
    }

    @Test
    void aNameCannotBecomeAHeader() throws Exception {
        try (Rig rig = new Rig()) {
            String name = "a%0d%0aSet-Cookie:%20x=1%22%3b%20filename=evil.exe%00%E2%80%AE..%2F..%5C%C3%A4.png";
            HttpResponse<byte[]> answer = rig.post("/derain?name=" + name, Rig.png(2));
            assertEquals(200, answer.statusCode());
            assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
            String disposition = answer.headers().firstValue("Content-Disposition").orElseThrow();
            assertTrue(disposition.matches("inline; filename=\"[^\"\\\\/%]*\"; filename\\*=UTF-8''[A-Za-z0-9%._~-]*"),
                    disposition);
            for (String steering : List.of("%0D", "%0A", "%00", "%2F", "%5C", "%E2%80%AE")) {
                assertFalse(disposition.contains(steering), steering + " in " + disposition);
            }
        }
    }

    @Test
    void noPictureIsToldSo() throws Exception {
        try (Rig rig = new Rig()) {
            byte[] png = Rig.png(3);
            assertRefused(415, rig.send("POST", "/derain", "<html>".getBytes(StandardCharsets.UTF_8)));
            assertRefused(415, rig.send("POST", "/derain", Arrays.copyOf(png, png.length / 2)));
            assertRefused(415, rig.send("POST", "/derain", png, "Content-Type", "multipart/form-data; boundary=x"));
            assertRefused(400, rig.send("POST", "/derain", new byte[0]));
            assertRefused(413, rig.send("POST", "/derain", Rig.png(1200, 900, 1))); // pixels
            assertRefused(500, rig.send("POST", "/derain?model=broken", png));
            assertRefused(500, rig.send("POST", "/derain?model=broken&name=again", png));
            assertEquals(200, rig.post("/derain", png).statusCode(), "the next one is not harmed");
        }
    }

    private static void assertRefused(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().matches("(?s)\\{\\s*\"error\": \"[^\"]+\\.\"\\s*}\n"), answer.body());
        for (String ours : List.of("/tmp", "secret", "Exception", "\tat ", ".upload", "derain4j")) {
            assertFalse(answer.body().contains(ours), answer.body());
        }
    }

    @Test
    void tooMuchIsRefusedAndTheClientSeesIt() throws Exception {
        try (Rig rig = new Rig()) {
            byte[] large = new byte[24 << 20];
            HttpResponse<String> announced = rig.send("POST", "/derain", large);
            assertEquals(413, announced.statusCode());
            assertTrue(announced.body().contains("1,048,576 bytes"), announced.body());
            HttpResponse<String> chunked = rig.client.send(
                    HttpRequest.newBuilder(rig.uri("/jobs"))
                            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(413, chunked.statusCode());
            try (Socket socket = rig.socket()) { // one that sends all before it reads
                Rig.write(socket, rig.head("/derain", "Content-Length: " + large.length));
                socket.getOutputStream().write(large);
                assertEquals(413, new Rig.Raw(Rig.read(socket)).status());
            }
            assertEquals(0, rig.metric("derain_jobs_waiting"));
        }
    }

    @Test
    void chunksAreTakenLikeTheWhole() throws Exception {
        try (Rig rig = new Rig()) {
            byte[] png = Rig.png(4);
            HttpResponse<byte[]> chunked = rig.client.send(
                    HttpRequest.newBuilder(rig.uri("/derain"))
                            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(png)))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(200, chunked.statusCode());
            assertArrayEquals(rig.post("/derain", png).body(), chunked.body());
            try (Socket socket = rig.socket()) {
                Rig.write(socket, rig.head("/derain", "Transfer-Encoding: chunked") + "zz\r\n");
                assertEquals(400, new Rig.Raw(Rig.read(socket)).status());
            }
        }
    }

    @Test
    void curlWaitsToBeAskedForALargeBody() throws Exception {
        try (Rig rig = new Rig(); Socket socket = rig.socket()) {
            byte[] png = Rig.png(5);
            Rig.write(socket, rig.head("/derain", "Expect: 100-continue\r\nConnection: close\r\nContent-Length: "
                    + png.length));
            byte[] go = socket.getInputStream().readNBytes(12);
            assertEquals("HTTP/1.1 100", new String(go, StandardCharsets.US_ASCII));
            socket.getOutputStream().write(png);
            assertTrue(Rig.read(socket).contains("HTTP/1.1 200"));
        }
    }

    @Test
    void severalAtATimeEachGetTheirOwn() throws Exception {
        try (Rig rig = new Rig(); ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<byte[]>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                byte[] png = Rig.png(64 + 4 * i, 48, i);
                tasks.add(() -> rig.post("/derain", png).body());
            }
            List<Future<byte[]>> answers = senders.invokeAll(tasks);
            for (int i = 0; i < 4; i++) {
                assertArrayEquals(expected(Rig.png(64 + 4 * i, 48, i), 1, Path.of("a.png")), answers.get(i).get());
            }
        }
    }

    @Test
    void aFullQueueSaysWhenToComeAgain() throws Exception {
        try (Rig rig = new Rig()) {
            rig.job("?model=held", Rig.png(6));
            for (int i = 0; i < Rig.LIMITS.waiting(); i++) {
                rig.job("", Rig.png(i));
            }
            HttpResponse<String> full = rig.send("POST", "/derain", Rig.png(7));
            assertRefused(503, full);
            assertEquals("5", full.headers().firstValue("Retry-After").orElseThrow());
            rig.letGo();
            rig.awaitMetric("derain_jobs_waiting", 0);
            assertEquals(200, rig.post("/derain", Rig.png(7)).statusCode());
        }
    }
}
