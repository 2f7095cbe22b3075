package org.derain4j.kernels.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.derain4j.kernels.backend.DeviceCache;

/**
 * Bytes by key in the user's cache folder. Each file is named by the SHA-256 of its key and begins with the SHA-256 of its
 * content: one that is damaged counts as absent. Files are written beside their place and renamed, so that several processes may
 * share the folder. A folder that cannot be used costs time, never a failure.
 */
final class CacheFolder {

    private static final int DIGEST_BYTES = 32;

    /** Null for none. */
    private final Path folder;

    CacheFolder(Path folder) {
        this.folder = folder;
    }

    /** The user's. */
    static CacheFolder ofUser() {
        return new CacheFolder(DeviceCache.folder().orElse(null));
    }

    /** What was stored, if it is there and whole. */
    Optional<byte[]> read(String key) {
        if (folder == null) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Files.readAllBytes(file(key));
            if (bytes.length < DIGEST_BYTES) {
                return Optional.empty();
            }
            byte[] content = Arrays.copyOfRange(bytes, DIGEST_BYTES, bytes.length);
            return Arrays.equals(bytes, 0, DIGEST_BYTES, digest(content), 0, DIGEST_BYTES)
                    ? Optional.of(content)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Stores, if it can. */
    void write(String key, byte[] content) {
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, "new", ".tmp");
            try {
                byte[] bytes = Arrays.copyOf(digest(content), DIGEST_BYTES + content.length);
                System.arraycopy(content, 0, bytes, DIGEST_BYTES, content.length);
                Files.write(temporary, bytes);
                Files.move(temporary, file(key), StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            // the next run compiles again
        }
    }

    /** Whether there is none: then what is costly to store need not be made. */
    boolean isOff() {
        return folder == null;
    }

    /** Where a key's bytes are. */
    Path file(String key) {
        return folder.resolve(HexFormat.of().formatHex(digest(key.getBytes(StandardCharsets.UTF_8))));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
