package org.derain4j.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.PictureException;

/**
 * One derainer behind HTTP: {@code curl --data-binary @street.jpg -o dry.png http://127.0.0.1:8080/derain}. Who comes while
 * {@code places} pictures are held is asked to come again.
 */
record Server(Derainer derainer, Semaphore places) {

    private static final int MOST_BYTES = 50_000_000;

    HttpServer start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/derain", this::answer);
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var result = new ByteArrayOutputStream();
            int status = places.tryAcquire() ? inPlace(exchange, result) : 503;
            exchange.sendResponseHeaders(status, result.size() == 0 ? -1 : result.size()); // -1: no body
            result.writeTo(exchange.getResponseBody());
        }
    }

    /** The place is given back before the answer goes: who has got one may come again at once. */
    private int inPlace(HttpExchange exchange, ByteArrayOutputStream result) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
            return body.length > MOST_BYTES ? 413 : derain(body, result);
        } finally {
            places.release();
        }
    }

    private int derain(byte[] body, ByteArrayOutputStream result) throws IOException {
        try {
            var picture = read(body);
            if (picture == null) {
                return 415; // no picture that Java can read
            }
            ImageIO.write(derainer.derain(picture), "png", result);
            return 200;
        } catch (PictureException e) { // the next one is served all the same
            return e.lacksRoom() ? 413 : 422;
        } catch (IIOException e) {
            return 422; // a damaged picture
        }
    }

    /** Few bytes may say that they are gigabytes of pixels: what there is no memory for is not read. */
    private BufferedImage read(byte[] body) throws IOException {
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(body))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return null;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                long pixels = (long) reader.getHeight(0) * reader.getWidth(0);
                derainer.memory(reader.getHeight(0), reader.getWidth(0)).plus(2 * 4 * pixels).require();
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        }
    }

    public static void main(String... args) throws IOException {
        Derainer derainer = Derainer.builder().build(); // for as long as the server runs
        new Server(derainer, new Semaphore(8)).start(8080);
    }
}
