package org.derain4j.web.server;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.web.page.ViewPage;

/**
 * A file that comes with the program.
 *
 * @param bytes its content
 * @param type  of that
 * @param tag   changes with the content
 */
record Resource(byte[] bytes, String type, String tag) {

    /** No name with which somebody could walk about. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*(\\.[a-z0-9]+)+");

    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "js",
            "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8", "svg", "image/svg+xml", "yaml",
            "application/yaml", "png", PictureFormat.PNG.mediaType(), "jpg", PictureFormat.JPEG.mediaType());

    private static final Map<String, Resource> READ = new ConcurrentHashMap<>();

    /** Of the server's own. */
    static Optional<Resource> own(String name) throws IOException {
        return find(DerainServer.class, name, name);
    }

    /** A module or style of the viewer or the server's page. */
    static Optional<Resource> web(String name) throws IOException {
        if (!name.endsWith(".js") && !name.endsWith(".css") && !name.endsWith(".svg")) {
            return Optional.empty();
        }
        Optional<Resource> own = own(name);
        return own.isPresent() ? own : find(ViewPage.class, name, name);
    }

    /** A picture to try. */
    static Optional<Resource> example(String name) throws IOException {
        return find(DerainServer.class, "examples/" + name, name);
    }

    private static Optional<Resource> find(Class<?> beside, String path, String name) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (!NAME.matcher(name).matches() || type == null) {
            return Optional.empty();
        }
        String key = beside.getPackageName() + "/" + path;
        Resource known = READ.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        try (InputStream in = beside.getResourceAsStream(path)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            Resource read = new Resource(bytes, type, "\"" + digest(bytes) + "\"");
            READ.put(key, read);
            return Optional.of(read);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), 12));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** Sends it, unless the browser has it. */
    void send(Call call) throws IOException {
        call.with("ETag", tag).with(SafetyHeaders.CACHE, "no-cache");
        boolean has = call.headers("If-None-Match").stream().flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip).anyMatch(asked -> asked.equals("*") || asked.replaceFirst("^W/", "").equals(tag));
        if (has) {
            call.empty(304);
        } else {
            call.bytes(200, type, bytes);
        }
    }
}
