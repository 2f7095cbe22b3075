package org.derain4j.cli.eval;

import java.util.List;

/** The evaluations without a clean picture, and the figures that they have of each picture. */
public enum FigureKind {

    /** Rainy photos without truth: {@link RainScore}. */
    NO_TRUTH(List.of(new Column("streaks left %", "left", 1), new Column("texture kept %", "kept", 1),
            new Column("score", "score", 1))),

    /** Pictures without rain, which must come back: {@link Score} beside themselves. */
    DRY(List.of(new Column("PSNR", "psnr", 4), new Column("SSIM", "ssim", 4)));

    /**
     * A figure.
     *
     * @param heading its name for people
     * @param key its name for programs
     * @param decimals how many people see
     */
    record Column(String heading, String key, int decimals) {}

    private final List<Column> columns;

    FigureKind(List<Column> columns) {
        this.columns = columns;
    }

    List<Column> columns() {
        return columns;
    }
}
