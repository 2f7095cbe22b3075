package org.derain4j.engine.soak;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The first result of everything, by its digest: every other one must be the same, whatever happens at the same time. */
final class Firsts {

    private final Map<String, String> digests = new ConcurrentHashMap<>();

    /** Fails if there was another result of that name before. */
    void require(String name, BufferedImage result) {
        int[] samples = result.getRaster().getPixels(0, 0, result.getWidth(), result.getHeight(), (int[]) null);
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * Integer.BYTES);
        bytes.asIntBuffer().put(samples);
        require(name, bytes);
    }

    /** The same for floats. */
    void require(String name, float[] result) {
        ByteBuffer bytes = ByteBuffer.allocate(result.length * Float.BYTES);
        bytes.asFloatBuffer().put(result);
        require(name, bytes);
    }

    private void require(String name, ByteBuffer bytes) {
        String digest = digest(bytes);
        String first = digests.putIfAbsent(name, digest);
        if (first != null && !first.equals(digest)) {
            throw new AssertionError(name + ": a result that differs from the first one");
        }
    }

    private static String digest(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
