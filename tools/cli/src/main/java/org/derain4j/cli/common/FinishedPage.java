package org.derain4j.cli.common;

import java.nio.file.Path;
import java.util.Locale;
import org.derain4j.weights.PrintableText;

/**
 * A page of pictures before and after that is there now.
 *
 * @param file     the page
 * @param pictures how many are on it
 * @param bytes    of the file
 */
public record FinishedPage(Path file, int pictures, long bytes) {

    private static final double KB = 1 << 10;
    private static final double MB = 1 << 20;

    /** As in {@code view.html  3 pictures, 2.1 MB}, fit for a terminal. */
    @Override
    public String toString() {
        return "%s  %d picture%s, %s".formatted(PrintableText.of(file.toString(), Integer.MAX_VALUE), pictures,
                pictures == 1 ? "" : "s", bytes < MB
                        ? Math.ceilDiv(bytes, (long) KB) + " kB"
                        : String.format(Locale.ROOT, "%.1f MB", bytes / MB));
    }
}
