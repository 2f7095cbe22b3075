package org.derain4j.cli.telling;

import java.util.Locale;
import java.util.OptionalDouble;
import org.derain4j.weights.PrintableText;

/** What the line of a terminal says while a picture is worked on. */
final class ProgressText {

    private static final int BAR = 24;
    private static final int LEAST_NAME = 12;

    private ProgressText() {}

    /**
     * For a picture or film that is worked on.
     *
     * @param part    of it that is done, 0 to 1
     * @param columns that there are
     * @return mostly no more than fits
     */
    static String of(Tally tally, String input, double part, int columns) {
        String own = String.format(Locale.ROOT, "%3d %%", (int) (100 * part));
        if (!tally.several()) {
            int filled = (int) (BAR * part);
            String bar = "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
            return named("", input, columns < BAR + 2 * LEAST_NAME ? own : bar + " " + own, columns);
        }
        StringBuilder all = new StringBuilder().append(tally.finished());
        OptionalDouble done = tally.part(part);
        int number = tally.expected().orElse(0);
        if (done.isPresent()) {
            all.append(String.format(Locale.ROOT, "/%d %3d %%", number, (int) (100 * done.getAsDouble())));
        }
        if (!tally.failures().isEmpty()) {
            all.append("  ").append(tally.failures().size()).append(" failed");
        }
        tally.secondsEach().ifPresent(each -> {
            all.append("  ").append(Tally.words(each)).append(" each");
            done.ifPresent(share -> all.append("  ").append(Tally.words(each * number * (1 - share))).append(" left"));
        });
        return named(all + "  ", input, own, columns);
    }

    /** For a stream of frames that is worked on. */
    static String of(String input, long frames, double each, int columns) {
        return named("", input, frames(frames, each), columns);
    }

    /** For a film that is worked on. */
    static String of(String input, long frames, long total, double each, int columns) {
        long percent = Math.min(100, 100 * frames / total);
        return named("", input, String.format(Locale.ROOT, "%3d %%  %d of %s  %s left", percent, frames,
                frames(total, each), Tally.words(each * Math.max(0, total - frames))), columns);
    }

    /** As in {@code 120 frames, 4.25 a second}. */
    static String frames(long frames, double each) {
        return frames == 0
                ? "no frames"
                : String.format(Locale.ROOT, each < 0.1 ? "%d frames, %.1f a second" : "%d frames, %.2f a second",
                        frames,
                        1 / each);
    }

    /** The name takes what the rest leaves; where that is too little, the rest has to do. */
    private static String named(String before, String input, String after, int columns) {
        int left = columns - TextWidth.of(before) - TextWidth.of(after) - 2;
        return left < LEAST_NAME
                ? before + after
                : before + TextWidth.end(PrintableText.of(input), left) + "  " + after;
    }
}
