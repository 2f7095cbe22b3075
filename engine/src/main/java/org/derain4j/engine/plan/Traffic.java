package org.derain4j.engine.plan;

import java.util.Objects;
import org.derain4j.kernels.program.Program;
import org.derain4j.kernels.program.Step;

/**
 * What goes between memory and the scratch file in one run, the picture's way in and out included.
 *
 * @param readBytes    from the file
 * @param writtenBytes to the file
 */
public record Traffic(long readBytes, long writtenBytes) {

    /**
     * Of a program.
     *
     * @param program a plan
     * @return nothing where no map is spilled
     */
    public static Traffic of(Program program) {
        Objects.requireNonNull(program, "program");
        long read = 0;
        long written = 0;
        for (Step step : program.steps()) {
            if (step instanceof Step.Bands bands) {
                for (Step.ByRows member : bands.steps()) {
                    if (member instanceof Step.Fetch fetch) {
                        read += program.maps().get(fetch.stored()).fileBytes();
                    } else if (member instanceof Step.Spill spill) {
                        written += program.maps().get(spill.stored()).fileBytes();
                    }
                }
            }
        }
        for (int input : program.inputs()) {
            written += program.maps().get(input).fileBytes();
        }
        for (int output : program.outputs()) {
            read += program.maps().get(output).fileBytes();
        }
        return new Traffic(read, written);
    }
}
