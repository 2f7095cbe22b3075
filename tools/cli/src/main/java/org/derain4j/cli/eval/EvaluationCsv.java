package org.derain4j.cli.eval;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An evaluation as comma-separated values. */
public final class EvaluationCsv {

    private EvaluationCsv() {}

    /**
     * Writes a heading, a line for each picture, and a last one named {@code mean}. An infinite PSNR is {@code inf},
     * and not in the mean.
     *
     * @param evaluation at least one picture has scores
     * @return the lines, without the last line's end
     */
    public static String of(Evaluation evaluation) {
        MeanScore rainy = evaluation.rainy();
        MeanScore result = evaluation.result();
        Stream<String> heading = Stream.of("picture,rainy_psnr,rainy_ssim,result_psnr,result_ssim");
        Stream<String> rows = evaluation.rows().stream().map(row -> line(quoted(row.picture()), row.rainy().psnr(),
                row.rainy().ssim(), row.result().psnr(), row.result().ssim()));
        Stream<String> mean = Stream.of(line("mean", rainy.psnr(), rainy.ssim(), result.psnr(), result.ssim()));
        return Stream.of(heading, rows, mean).flatMap(lines -> lines).collect(Collectors.joining("\n"));
    }

    private static String line(String name, double rainyPsnr, double rainySsim, double psnr, double ssim) {
        return String.format(Locale.ROOT, "%s,%s,%.6f,%s,%.6f", name, number(rainyPsnr), rainySsim, number(psnr), ssim);
    }

    static String number(double value) {
        return EvaluationText.number(value, 6);
    }

    /** RFC 4180: only names with a comma, a quote or a line break need quotes. */
    static String quoted(String name) {
        return name.matches("[^,\"\r\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
