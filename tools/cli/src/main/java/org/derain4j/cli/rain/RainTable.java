package org.derain4j.cli.rain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.derain4j.cli.common.Failure;
import org.derain4j.weights.FileReplacement;
import org.derain4j.weights.PrintableText;

/** The file of {@code --tsv}: what was made, so that it can be described and made again. */
final class RainTable {

    private static final String HEADING = "picture\tkind\tseed\tcamera\twidth\theight\train\tpsnr\tfile";

    /**
     * A picture in one kind of rain.
     *
     * @param name   what its rain is drawn by
     * @param kind   of the rain
     * @param width  columns
     * @param height rows
     * @param rain   mean of the rain by itself, 0 to 1
     * @param psnr   of the rainy picture beside the dry one, in dB
     * @param file   the rainy picture
     */
    record Row(String name, String kind, int width, int height, double rain, double psnr, Path file) {}

    private final long seed;
    private final boolean camera;
    private final List<String> lines = new ArrayList<>(List.of(HEADING));

    /** Of rain with that seed, photographed or not. */
    RainTable(long seed, boolean camera) {
        this.seed = seed;
        this.camera = camera;
    }

    /** Adds a row below the others. */
    void add(Row row) {
        lines.add(
                String.format(Locale.ROOT, "%s\t%s\t%d\t%s\t%d\t%d\t%.6f\t%s\t%s", printable(row.name), row.kind, seed,
                        camera ? "yes" : "no", row.width, row.height, row.rain,
                        Double.isInfinite(row.psnr) ? "inf" : String.format(Locale.ROOT, "%.4f", row.psnr),
                        printable(row.file.toString())));
    }

    /** A tab in a name would begin a column. */
    private static String printable(String text) {
        return PrintableText.of(text, Integer.MAX_VALUE);
    }

    /** Writes all of it; a file that is there is replaced in one step. */
    void write(Path file) {
        try (FileReplacement target = FileReplacement.of(file)) {
            Files.write(target.path(), lines, StandardCharsets.UTF_8);
            target.commit();
        } catch (IOException e) {
            throw Failure.input(file, e);
        }
    }
}
