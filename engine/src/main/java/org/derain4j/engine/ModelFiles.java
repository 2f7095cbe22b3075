package org.derain4j.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a model was read from, to be read again. */
@FunctionalInterface
interface ModelFiles {

    /** Writes all bytes. */
    void writeTo(OutputStream out) throws IOException;

    /** A model on the class or module path. */
    static ModelFiles embedded(String name) {
        return out -> out.write(EmbeddedModels.ofEngine().read(name).orElseThrow(() -> new NoSuchFileException(name)));
    }

    /** A file; or, where there is none, the data files of a checkpoint with that prefix, in the order of their numbers. */
    static ModelFiles at(Path path) {
        return out -> {
            for (Path file : Files.isRegularFile(path) ? List.of(path) : shards(path)) {
                try (InputStream in = Files.newInputStream(file)) {
                    in.transferTo(out);
                }
            }
        };
    }

    private static List<Path> shards(Path prefix) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(prefix.getFileName() + ".data-") + "\\d{5}-of-\\d{5}");
        try (Stream<Path> beside = Files.list(prefix.toAbsolutePath().getParent())) {
            List<Path> shards = beside.filter(file -> name.matcher(file.getFileName().toString()).matches()).sorted()
                    .toList();
            if (shards.isEmpty()) {
                throw new NoSuchFileException(prefix.toString());
            }
            return shards;
        }
    }

    /** In hexadecimal. */
    default String sha256() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
