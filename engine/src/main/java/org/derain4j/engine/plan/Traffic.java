package org.derain4j.engine.plan;

import org.derain4j.kernels.program.FeatureMap;
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
        long read = 0;
        long written = 0;
        for (Step step : program.steps()) {
            if (step instanceof Step.Bands bands) {
                for (Step.ByRows member : bands.steps()) {
                    if (member instanceof Step.Fetch fetch) {
                        read += onFile(program.maps().get(fetch.stored()));
                    } else if (member instanceof Step.Spill spill) {
                        written += onFile(program.maps().get(spill.stored()));
                    }
                }
            }
        }
        for (int input : program.inputs()) {
            written += onFile(program.maps().get(input));
        }
        for (int output : program.outputs()) {
            read += onFile(program.maps().get(output));
        }
        return new Traffic(read, written);
    }

    private static long onFile(FeatureMap map) {
        return map.spilled() ? (long) (map.shape().height() - map.rows()) * map.shape().rowFloats() * Float.BYTES : 0;
    }

    /**
     * Both ways.
     *
     * @return bytes
     */
    public long fileBytes() {
        return readBytes + writtenBytes;
    }
}
