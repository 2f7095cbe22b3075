package org.derain4j.cli.eval;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.derain4j.weights.PrintableText;

/** An evaluation for people: a line for each picture, then the mean and what is not in it. */
public final class EvaluationText {

    private static final String HEADING = "%-28s %12s %8s %14s %8s";
    private static final String ROW = "%-28s %12s %8.4f %14s %8.4f";

    private EvaluationText() {}

    /**
     * The table's first line.
     *
     * @return the names of the columns of {@link #row}
     */
    public static String heading() {
        return line(HEADING, "picture", "rainy: PSNR", "SSIM", "result: PSNR", "SSIM");
    }

    /**
     * A picture's line in the table.
     *
     * @param scores the picture's scores
     * @return one line, without its end
     */
    public static String row(PictureScores scores) {
        return row(scores.picture(), scores.rainy().psnr(), scores.rainy().ssim(), scores.result().psnr(),
                scores.result().ssim());
    }

    /**
     * What follows the table.
     *
     * @param evaluation at least one picture has scores
     * @return the mean and what it means, several lines, without the last line's end
     */
    public static String summary(Evaluation evaluation) {
        return means(evaluation.rows().size(), evaluation.rainy(), evaluation.result(), evaluation.mode())
                + leftOut(evaluation.unmatched());
    }

    /**
     * The means of a table, and what they are means of.
     *
     * @param pictures how many have scores, at least one
     * @param rainy    of the rainy pictures
     * @param result   of what became of them
     * @param mode     what was compared
     * @return several lines, without the last line's end
     */
    public static String means(long pictures, MeanScore rainy, MeanScore result, ScoreMode mode) {
        StringBuilder text = new StringBuilder();
        text.append(row("mean of " + pictures, rainy.psnr(), rainy.ssim(), result.psnr(), result.ssim())).append('\n');
        identical(text, "rainy pictures", rainy.identical());
        identical(text, "results", result.identical());
        return text.append("Compared: ").append(mode.description()).append('.').toString();
    }

    /** A paragraph about files without partners, to follow a line; empty if there are none. */
    static String leftOut(List<Path> unmatched) {
        if (unmatched.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        text.append(line("\nLeft out, %d without a partner of the same name:", unmatched.size()));
        unmatched.forEach(file -> text.append("\n  ").append(PrintableText.of(file.toString())));
        return text.toString();
    }

    /** With so many decimals, or {@code inf}: a picture that equals the other has an infinite PSNR. */
    static String number(double value, int decimals) {
        return Double.isInfinite(value) ? "inf" : line("%." + decimals + "f", value);
    }

    static String psnr(double psnr) {
        return number(psnr, 4);
    }

    private static String row(String name, double rainyPsnr, double rainySsim, double psnr, double ssim) {
        return line(ROW, PrintableText.of(name), psnr(rainyPsnr), rainySsim, psnr(psnr), ssim);
    }

    private static void identical(StringBuilder text, String which, long count) {
        if (count > 0) {
            text.append(line("%d of the %s equal the clean picture (PSNR inf) and are not in the mean PSNR.\n", count,
                    which));
        }
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
