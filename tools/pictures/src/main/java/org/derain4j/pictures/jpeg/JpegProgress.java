package org.derain4j.pictures.jpeg;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which bits of which coefficients the scans of a JPEG have brought. A scan is in order if all it brings is new, and follows on what was
 * there; so no file can have the same work done again and again.
 */
final class JpegProgress {

    private static final int COEFFICIENTS = 64;
    private static final int NOTHING = -1;

    private final JpegFrame frame;
    /** Of each component and coefficient, how many low bits are still to come. */
    private final int[][] missing;

    JpegProgress(JpegFrame frame) {
        this.frame = frame;
        missing = new int[frame.components().size()][COEFFICIENTS];
        for (int[] component : missing) {
            Arrays.fill(component, NOTHING);
        }
    }

    /** Whether the scan is in order; it counts only then. */
    boolean add(JpegSegment sos) {
        int count = sos.length() > 0 ? sos.u8(0) : 0;
        if (count < 1 || count > missing.length || sos.length() < 4 + 2 * count) {
            return false;
        }
        int[] components = IntStream.range(0, count).map(i -> frame.component(sos.u8(1 + 2 * i))).toArray();
        if (Arrays.stream(components).anyMatch(c -> c < 0) || Arrays.stream(components).distinct().count() < count) {
            return false;
        }
        if (!frame.progressive()) {
            return bring(components, 0, COEFFICIENTS - 1, 0, 0);
        }
        int at = 1 + 2 * count;
        return bring(components, sos.u8(at), sos.u8(at + 1), sos.u8(at + 2) >> 4, sos.u8(at + 2) & 15);
    }

    private boolean bring(int[] components, int first, int last, int before, int after) {
        boolean possible = first <= last && last < COEFFICIENTS && after <= 13
                && (before == 0 || after == before - 1)
                && (!frame.progressive() || (first == 0 ? last == 0 : components.length == 1));
        if (!possible) {
            return false;
        }
        int expected = before == 0 ? NOTHING : before;
        for (int c : components) {
            boolean follows = first == 0 || missing[c][0] != NOTHING;
            if (!follows || IntStream.rangeClosed(first, last).anyMatch(k -> missing[c][k] != expected)) {
                return false;
            }
        }
        for (int c : components) {
            Arrays.fill(missing[c], first, last + 1, after);
        }
        return true;
    }

    /** Whether every component has something. */
    boolean allBegun() {
        return Arrays.stream(missing).allMatch(c -> c[0] != NOTHING);
    }

    /** Whether there is nothing more to come. */
    boolean complete() {
        return Arrays.stream(missing).flatMapToInt(Arrays::stream).allMatch(bits -> bits == 0);
    }
}
