package org.derain4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.cli.derain.RainRemover;
import org.derain4j.engine.Rounding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code derain serve}: what it prints, refuses and serves. */
class ServeTest {

    private static final Path SAMPLES = Path.of(System.getProperty("derain4j.root"), "tools", "samples");

    @TempDir
    private Path folder;

    /** The command, until it is closed. */
    private static final class Running implements AutoCloseable {

        private final StringWriter out = new StringWriter();
        private final StringWriter err = new StringWriter();
        private final FutureTask<Integer> exitCode;
        private final Thread thread;
        private final HttpClient client = HttpClient.newHttpClient();

        Running(String... args) throws Exception {
            exitCode = new FutureTask<>(() -> Derain.run((_, _) -> {
                throw new AssertionError("it opens its engine itself");
            }, StandardStreams.ofProcess(), new PrintWriter(out, true), new PrintWriter(err, true), args));
            thread = Thread.ofPlatform().start(exitCode);
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!out.toString().contains("Ctrl-C") && !exitCode.isDone() && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            assertFalse(exitCode.isDone(), () -> "it has ended: " + err);
        }

        URI uri() {
            return URI.create(out.toString().lines().findFirst().orElseThrow());
        }

        HttpResponse<byte[]> send(String path, byte[] body, String... headers) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri().resolve(path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(body == null
                    ? request.build()
                    : request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }

        int end() throws Exception {
            thread.interrupt();
            return exitCode.get(30, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            thread.interrupt();
            client.close();
        }
    }

    private static CommandRun derain(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        int exitCode = Derain.run((EngineOptions options, Rounding rounding) -> RainRemover
                .of(options.open(rounding), options), StandardStreams.ofProcess(), new PrintWriter(out, true),
                new PrintWriter(err, true), words);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    @Test
    void theBytesAreThoseOfTheCommand() throws Exception {
        Path photo = Pictures.fixture("turned.jpg", folder);
        try (Running serve = new Running("serve", "--port", "0")) {
            for (Path picture : new Path[]{SAMPLES.resolve("lighthouse.png"), SAMPLES.resolve("bridge.jpg"), photo}) {
                Path result = folder.resolve("dry-" + picture.getFileName());
                CommandRun run = derain(picture, "-o", result);
                assertEquals(ExitCode.DONE, run.exitCode(), run.err());
                HttpResponse<byte[]> answer = serve.send("/derain", Files.readAllBytes(picture));
                assertEquals(200, answer.statusCode(), () -> new String(answer.body()));
                assertArrayEquals(Files.readAllBytes(result), answer.body(), picture.toString());
            }
            Path weaker = folder.resolve("weaker.png");
            assertEquals(ExitCode.DONE,
                    derain(SAMPLES.resolve("parrots.png"), "--strength", "0.6", "-o", weaker).exitCode());
            assertArrayEquals(Files.readAllBytes(weaker), serve
                    .send("/derain?strength=0.6", Files.readAllBytes(SAMPLES.resolve("parrots.png"))).body());
            assertEquals(ExitCode.DONE, serve.end());
            assertEquals("", serve.err.toString());
        }
    }

    @Test
    void theModelsAreThoseOfTheCommandLineWithoutTheirFolders() throws Exception {
        Path file = Fixtures.checkpoint(Fixtures.TINY_GENERATOR);
        try (Running serve = new Running("serve", "--port", "0", "--offer", file.toString())) {
            String models = new String(serve.send("/models", null).body());
            assertTrue(models.indexOf("\"lite\"") > 0 && models.indexOf("\"lite\"") < models.indexOf("\"tiny\""),
                    models);
            assertTrue(models.contains("Apache-2.0"), models);
            assertFalse(models.contains("resources"), models);
            byte[] picture = Files.readAllBytes(SAMPLES.resolve("window.jpg"));
            Path result = folder.resolve("dry.jpg");
            assertEquals(ExitCode.DONE, derain("-m", file, SAMPLES.resolve("window.jpg"), "-o", result).exitCode());
            assertArrayEquals(Files.readAllBytes(result), serve.send("/derain?model=tiny", picture).body());
        }
        try (Running serve = new Running("serve", "--port", "0", "-m", file.toString())) {
            String models = new String(serve.send("/models", null).body());
            assertTrue(models.indexOf("\"tiny\"") < models.indexOf("\"lite\""), models);
        }
        refused("would both be called 'lite'; rename one", "-m", Path.of(System.getProperty("derain4j.root"),
                "weights/lite/src/main/resources/META-INF/derain4j/lite.safetensors"));
    }

    @Test
    void aTokenIsMadeAndPrintedOnceAndWhoReachesThePortIsWarned() throws Exception {
        try (Running serve = new Running("serve", "--port", "0", "--token", "auto")) {
            assertTrue(serve.uri().toString().matches("http://127\\.0\\.0\\.1:\\d+/\\?token=[A-Za-z0-9_-]{24}"),
                    serve.uri()::toString);
            assertEquals(401, serve.send("/models", null).statusCode());
            String token = serve.uri().getQuery().substring("token=".length());
            assertEquals(200, serve.send("/models", null, "Authorization", "Bearer " + token).statusCode());
            assertEquals("", serve.err.toString());
        }
        try (Running serve = new Running("serve", "--port", "0", "--host", "0.0.0.0")) {
            String warning = "warning: whoever reaches port " + serve.uri().getPort()
                    + " of this machine can use the server; give --token auto";
            for (int i = 0; i < 500 && !serve.err.toString().contains(warning); i++) {
                Thread.sleep(10); // it comes after the address
            }
            assertTrue(serve.err.toString().contains(warning), serve.err::toString);
            assertEquals(200, serve.send("/health", null).statusCode());
        }
    }

    @Test
    void limitsAreThoseAskedFor() throws Exception {
        try (Running serve = new Running("serve", "--port", "0", "--max-bytes", "10K", "--max-pixels", "1000")) {
            assertEquals(413, serve.send("/derain", new byte[10241]).statusCode());
            Path small = folder.resolve("a.png");
            Pictures.save(Pictures.colour(), small);
            byte[] file = Files.readAllBytes(small);
            assertTrue(file.length <= 10240);
            HttpResponse<byte[]> answer = serve.send("/derain", file);
            assertEquals(Pictures.colour().getWidth() * Pictures.colour().getHeight() > 1000 ? 413 : 200,
                    answer.statusCode(), () -> new String(answer.body()));
        }
    }

    @Test
    void whatCannotBeIsToldBeforeItBegins() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            refused("port " + taken.getLocalPort() + " of 127.0.0.1 is taken by another program; give another one by "
                    + "--port, or --port 0", "--port", taken.getLocalPort());
        }
        refused("--port is 70000; give 0 to 65535.", "--port", 70000);
        refused("--queue is 0; give 1 to", "--queue", 0);
        refused("--time is 0; give 1 to", "--time", 0);
        refused("--max-pixels is 0; give 1 to", "--max-pixels", 0);
        refused("--token must be 8 to 200", "--token", "short");
        refused("give an address of this machine", "--host", "192.0.2.1", "--port", 0);
        refused("there is no such host", "--host", "nowhere.invalid", "--port", 0);
        for (String name : new String[]{"https://photos.example/", "photos.example/", "*.example", "x:y", ""}) {
            refused("--name is " + name + "; give a bare name", "--name", name, "--host", "192.0.2.1");
        }
        refused("--threads is 0", "--threads", 0);
        CommandRun missing = CommandRun.of("serve", "--port", 0, "-m", folder.resolve("no.safetensors"));
        assertEquals(ExitCode.MODEL, missing.exitCode(), missing.err());
        CommandRun offered = CommandRun.of("serve", "--port", 0, "--offer", folder.resolve("no.safetensors"));
        assertEquals(ExitCode.MODEL, offered.exitCode(), offered.err());
    }

    private static void refused(String sentence, Object... options) {
        Object[] args = new Object[options.length + 1];
        args[0] = "serve";
        System.arraycopy(options, 0, args, 1, options.length);
        CommandRun run = CommandRun.of(args);
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertTrue(run.err().contains(sentence), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", run.out());
    }
}
