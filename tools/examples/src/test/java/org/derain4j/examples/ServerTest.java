package org.derain4j.examples;

import static org.derain4j.examples.TestPictures.assertDerained;
import static org.derain4j.examples.TestPictures.rainy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.DerainerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The server over HTTP: pictures, several at once, and what is no picture or too much. */
class ServerTest {

    @Test
    void pictures() throws Exception {
        serve(Derainer.builder(), 8, (client, server) -> {
            List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(client.sendAsync(request(server, png(rainy(48 + i, 40, i))), BodyHandlers.ofByteArray()));
            }
            for (int i = 0; i < 8; i++) {
                HttpResponse<byte[]> answer = answers.get(i).join();
                assertEquals(200, answer.statusCode());
                assertDerained(rainy(48 + i, 40, i), ImageIO.read(new ByteArrayInputStream(answer.body())));
            }
        });
    }

    @Test
    void whatIsNoPictureLeavesTheServerAsItWas() throws Exception {
        serve(Derainer.builder(), 1, (client, server) -> {
            byte[] png = png(rainy(30, 20, 1));
            assertEquals(415, status(client, server, "rain".getBytes(StandardCharsets.UTF_8)));
            assertEquals(422, status(client, server, Arrays.copyOf(png, 60)));
            assertEquals(413, status(client, server, new byte[50_000_001]));
            assertEquals(200, status(client, server, png));
        });
    }

    @Test
    void aPictureThatMemoryHasNoRoomForIsRefused() throws Exception {
        serve(Derainer.builder().memoryBudget(1), 1,
                (client, server) -> assertEquals(413, status(client, server, png(rainy(30, 20, 1)))));
    }

    /** Its header alone is read: what it says would not fit any array. */
    @Test
    void neitherIsOneRead() throws Exception {
        ByteBuffer png = ByteBuffer.wrap(png(rainy(30, 20, 1)));
        var crc = new CRC32();
        crc.update(png.putInt(16, 40_000).putInt(20, 40_000).array(), 12, 17);
        png.putInt(29, (int) crc.getValue());
        serve(Derainer.builder(), 1, (client, server) -> assertEquals(413, status(client, server, png.array())));
    }

    @Test
    void whoIsTooManyIsAskedToComeAgain() throws Exception {
        serve(Derainer.builder(), 0,
                (client, server) -> assertEquals(503, status(client, server, png(rainy(30, 20, 1)))));
    }

    /** Or all the bodies of those that are too many would be held. */
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // a read from a socket is not interrupted
    void withoutWaitingForThePicture() throws Exception {
        serve(Derainer.builder(), 0, (client, server) -> {
            try (var socket = new Socket(server.getAddress().getAddress(), server.getAddress().getPort())) {
                socket.getOutputStream().write("POST /derain HTTP/1.1\r\nHost: here\r\nContent-Length: 9000000\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                assertEquals("HTTP/1.1 503", new String(socket.getInputStream().readNBytes(12),
                        StandardCharsets.US_ASCII));
            }
        });
    }

    @Test
    void whoHasAnAnswerMayComeAgainAtOnce() throws Exception {
        Semaphore slow = new Semaphore(1) {

            private static final long serialVersionUID = 1;

            @Override
            public void release(int permits) {
                giveBack();
            }

            @Override
            public void release() {
                giveBack();
            }

            private void giveBack() {
                LockSupport.parkNanos(200_000_000);
                super.release();
            }
        };
        serve(Derainer.builder(), slow, (client, server) -> {
            assertEquals(415, status(client, server, new byte[]{1, 2, 3}));
            assertEquals(415, status(client, server, new byte[]{1, 2, 3}));
        });
    }

    private interface Trial {

        void run(HttpClient client, HttpServer server) throws Exception;
    }

    private static void serve(DerainerBuilder builder, int places, Trial trial) throws Exception {
        serve(builder, new Semaphore(places), trial);
    }

    private static void serve(DerainerBuilder builder, Semaphore places, Trial trial) throws Exception {
        try (Derainer derainer = builder.build(); HttpClient client = HttpClient.newHttpClient()) {
            HttpServer server = new Server(derainer, places).start(0);
            try {
                trial.run(client, server);
            } finally {
                server.stop(0);
            }
        }
    }

    private static HttpRequest request(HttpServer server, byte[] body) {
        URI address = URI.create("http:/" + server.getAddress() + "/derain");
        return HttpRequest.newBuilder(address).POST(BodyPublishers.ofByteArray(body)).build();
    }

    private static int status(HttpClient client, HttpServer server, byte[] body) throws Exception {
        return client.send(request(server, body), BodyHandlers.ofByteArray()).statusCode();
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }
}
