package org.derain4j.engine;

import java.lang.ref.WeakReference;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The memory that a picture takes while it is worked on, true within a tenth; and whether Java's heap can give it.
 *
 * @param height      rows of the picture
 * @param width       columns of the picture
 * @param bytes       of this process: the weights, and what the backend makes of them and of the network for this size
 * @param heldBytes   of this process that are taken already, and used for this picture or given up for it
 * @param deviceBytes of a device's own memory, whether it has as much or not; 0 where the CPU computes
 */
public record Memory(int height, int width, long bytes, long heldBytes, long deviceBytes) {

    /** The part of an estimate that it may be above the truth. */
    private static final int TENTH = 10;

    private static final String REMEDY = "scale it down or give Java a larger heap (-Xmx), or the derainer a memory budget";

    private static final long GB = 1L << 30;
    private static final long MB = 1L << 20;

    /**
     * With what a caller takes beside it, such as the picture that is yet to be read.
     *
     * @param more bytes of this process
     * @return the sum
     */
    public Memory plus(long more) {
        return new Memory(height, width, bytes + more, heldBytes, deviceBytes);
    }

    /**
     * Refuses a picture that the heap has no room for. Garbage does not count: it is collected where that decides.
     *
     * @throws PictureException with the figures and the remedy
     */
    public void require() {
        long least = bytes - bytes / TENTH;
        long most = Runtime.getRuntime().maxMemory();
        if (least <= most && least > heldBytes + free()) {
            most = Math.min(most, heldBytes + freeOnceCollected());
        }
        if (least > most) {
            throw PictureException.ofRoom("%s and Java may use %s here; %s".formatted(demand(), words(most), REMEDY),
                    null);
        }
    }

    /**
     * Does what takes this memory.
     *
     * @throws PictureException if the heap has not as much: mostly before anything is taken, else when it runs out
     */
    <T> T guard(Supplier<T> work) {
        require();
        try {
            return work.get();
        } catch (OutOfMemoryError e) {
            throw PictureException.ofRoom("%s, and Java could not give it out of %s; %s".formatted(demand(),
                    words(Runtime.getRuntime().maxMemory()), REMEDY), e);
        }
    }

    /** The figures, in words. */
    String demand() {
        return "%d x %d pixels take %s of memory".formatted(width, height, words(bytes));
    }

    static String words(long bytes) {
        return bytes < GB ? bytes / MB + " MB" : String.format(Locale.ROOT, "%.1f GB", (double) bytes / GB);
    }

    /** What the heap can still give; garbage counts as used. */
    private static long free() {
        Runtime java = Runtime.getRuntime();
        return java.maxMemory() - (java.totalMemory() - java.freeMemory());
    }

    /** The same without garbage; where collections on demand are switched off, nothing is known, and nobody refused. */
    private static long freeOnceCollected() {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        System.gc();
        return garbage.refersTo(null) ? free() : Runtime.getRuntime().maxMemory();
    }
}
