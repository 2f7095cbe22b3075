package org.derain4j.cli.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.output.NullOutputStream;

/** The files that a model is read from. */
record ModelSources(List<Path> files) {

    private static final String INDEX = ".index";

    /** A safetensors file alone; a checkpoint's index and all its shards. */
    static ModelSources of(Path model) throws IOException {
        String name = model.getFileName().toString();
        String prefix = name.endsWith(INDEX) ? name.substring(0, name.length() - INDEX.length()) : name;
        if (!Files.isRegularFile(model.resolveSibling(prefix + INDEX))) {
            return new ModelSources(List.of(model));
        }
        try (Stream<Path> beside = Files.list(model.toAbsolutePath().getParent())) {
            return new ModelSources(beside.filter(file -> belongs(file.getFileName().toString(), prefix)).sorted()
                    .toList());
        }
    }

    private static boolean belongs(String file, String prefix) {
        return file.equals(prefix + INDEX) || file.startsWith(prefix + ".data-") && file.matches(".*-of-\\d{5}");
    }

    /** Whether the path leads to one of the files, by whatever name or link. */
    boolean contains(Path path) throws IOException {
        for (Path file : files) {
            if (Files.exists(path) && Files.isSameFile(path, file)) {
                return true;
            }
        }
        return false;
    }

    /** The size of all files together. */
    long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /** SHA-256 of each file, in hexadecimal, by file name. */
    SortedMap<String, String> hashes() throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (Path file : files) {
            hashes.put(file.getFileName().toString(), sha256(file));
        }
        return hashes;
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(NullOutputStream.INSTANCE);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
