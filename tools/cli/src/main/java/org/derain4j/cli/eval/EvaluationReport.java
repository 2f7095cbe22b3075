package org.derain4j.cli.eval;

import java.util.Map;

/** What was found of all pictures, as it is told. */
public interface EvaluationReport {

    /**
     * What follows the table.
     *
     * @return the mean and what it means, several lines, without the last line's end
     */
    String summary();

    /**
     * Writes a heading, a line for each picture, and a last one named {@code mean}. An infinite PSNR is {@code inf}, and
     * not in the mean.
     *
     * @return the lines, without the last line's end
     */
    String csv();

    /**
     * Writes all as JSON. An infinite PSNR is the string "Infinity", and not in the mean.
     *
     * @param subject members that say whose results were measured
     * @return JSON, without a line end at its end
     */
    String json(Map<String, ?> subject);
}
