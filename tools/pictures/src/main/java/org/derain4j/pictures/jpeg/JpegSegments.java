package org.derain4j.pictures.jpeg;

import java.util.ArrayList;
import java.util.List;
import org.derain4j.pictures.format.DamagedException;

/**
 * Takes a JPEG apart into segments, up to the end of its first picture. What lies between segments and belongs to none is passed over, as
 * is an application's segment or a comment whose length cannot be true.
 */
final class JpegSegments {

    /** Large metadata has some thousand. */
    private static final int MOST = 100_000;

    private final byte[] file;
    private final List<JpegSegment> all = new ArrayList<>();
    private int at = 2;
    private boolean frame;
    private boolean scan;
    private boolean ended;
    private boolean lies;

    /**
     * Takes a file apart.
     *
     * @param file its bytes, all of them
     * @throws DamagedException if a segment that the pixels need is broken
     */
    JpegSegments(byte[] file) throws DamagedException {
        this.file = file;
        if (file.length < 2 || (file[0] & 0xFF) != 0xFF || (file[1] & 0xFF) != JpegSegment.SOI) {
            throw DamagedException.broken("it does not begin as a JPEG does", null);
        }
        for (int marker = marker(); marker >= 0 && take(marker); marker = marker()) {
            if (all.size() > MOST) {
                throw DamagedException.broken("it has more than " + MOST + " segments", null);
            }
        }
    }

    /** All segments in their order. */
    List<JpegSegment> all() {
        return all;
    }

    /** Those of one kind, in their order. */
    List<JpegSegment> all(int marker) {
        return all.stream().filter(s -> s.marker() == marker).toList();
    }

    /** Whether the picture has an end, and is not cut off by that of the file or by another picture. */
    boolean ended() {
        return ended;
    }

    /** Whether a segment was left out whose length cannot be true. */
    boolean lies() {
        return lies;
    }

    /** How many bytes follow the picture, but for what only fills up to a round length. */
    int rest() {
        int end = file.length;
        while (end > at && file[end - 1] == 0) {
            end--;
        }
        return end - at < Integer.BYTES ? 0 : end - at;
    }

    /** The next marker, which is then passed; -1 at the end of the file. */
    private int marker() {
        while (at < file.length - 1) {
            int next = file[at + 1] & 0xFF;
            if ((file[at] & 0xFF) == 0xFF && next >= 0xC0 && next != 0xFF && !JpegSegment.isRestart(next)) {
                at += 2;
                return next;
            }
            at++;
        }
        at = file.length;
        return -1;
    }

    /** Whether more is to come. */
    private boolean take(int marker) throws DamagedException {
        if (marker == JpegSegment.EOI) {
            ended = true;
            return false;
        }
        if (marker == JpegSegment.SOI) {
            if (all.isEmpty() && !lies) {
                return true;
            }
            at -= 2;
            if (!scan) {
                // The thumbnail in a segment that ends too early, as a rule: its pixels are not the picture's.
                throw DamagedException.broken("another picture begins before its own pixels", null);
            }
            return false;
        }
        int length = at + 2 <= file.length ? (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF : 0;
        if (length < 2 || length > file.length - at) {
            return passOver(marker);
        }
        if (JpegSegment.isFrame(marker)) {
            if (frame) {
                throw DamagedException.broken("it has two headers", null);
            }
            frame = true;
        }
        all.add(new JpegSegment(marker, file, at + 2, length - 2));
        at += length;
        if (marker == JpegSegment.SOS) {
            scan = true;
            takeCoded();
        }
        return true;
    }

    /** A segment whose length cannot be true. */
    private boolean passOver(int marker) throws DamagedException {
        if (JpegSegment.isAside(marker)) {
            lies = true;
            return true;
        }
        if (!scan) {
            throw DamagedException.broken("it ends before its pixels begin", null);
        }
        at = file.length;
        return false;
    }

    /** The coded pixels of a scan, to the marker that ends them; what is no marker that may stand there is taken out, up to the next. */
    private void takeCoded() {
        int from = at;
        while (at < file.length) {
            if ((file[at] & 0xFF) != 0xFF) {
                at++;
                continue;
            }
            int after = at + 1;
            while (after < file.length && (file[after] & 0xFF) == 0xFF) {
                after++;
            }
            int marker = after < file.length ? file[after] & 0xFF : JpegSegment.EOI;
            if (marker == 0 || JpegSegment.isRestart(marker)) {
                at = after + 1;
                continue;
            }
            addCoded(from, at);
            at = after - 1;
            if (mayFollow(marker)) {
                return;
            }
            from = nextInScan(after + 1);
            at = from;
            if (all.size() > MOST) {
                return;
            }
        }
        addCoded(from, at);
    }

    private int nextInScan(int start) {
        for (int i = start; i < file.length - 1; i++) {
            int marker = file[i + 1] & 0xFF;
            if ((file[i] & 0xFF) == 0xFF && (JpegSegment.isRestart(marker) || mayFollow(marker))) {
                return i;
            }
        }
        return file.length;
    }

    private void addCoded(int from, int to) {
        if (to > from) {
            all.add(new JpegSegment(JpegSegment.CODED, file, from, to - from));
        }
    }

    private static boolean mayFollow(int marker) {
        return switch (marker) {
            case JpegSegment.DHT, JpegSegment.DAC, JpegSegment.SOI, JpegSegment.EOI, JpegSegment.SOS, JpegSegment.DQT,
                    JpegSegment.DNL, JpegSegment.DRI ->
                true;
            default -> JpegSegment.isAside(marker);
        };
    }
}
