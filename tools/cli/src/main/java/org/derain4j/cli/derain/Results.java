package org.derain4j.cli.derain;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.derain4j.cli.common.Failure;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.WriteOptions;

/**
 * How pictures are taken and their results stored.
 *
 * @param lenient whether pictures that are cut short are taken as far as they go
 * @param keepTimes whether results get the times of their inputs
 * @param depth   bits a sample, where the user has asked for some
 * @param writing the rest
 */
record Results(boolean lenient, boolean keepTimes, OptionalInt depth, WriteOptions writing) {

    /** Bits a sample of one picture's result: the picture's own, unless others are asked for, as far as the format has them. */
    int bits(PictureFile rain, Path output) {
        int most = writing.format().or(() -> PictureFormat.named(output)).map(PictureFormat::bits).orElse(Byte.SIZE);
        if (depth.isPresent() && depth.getAsInt() > most) {
            throw Failure.input(output + ": this format has 8 bits a sample, not 16; choose a .png or .tiff.");
        }
        return depth.orElse(Math.min(rain.bits(), most));
    }

    /** Where the user has named neither file nor format, and the picture's own cannot be written. */
    Optional<String> note(Job job, PictureFile rain) {
        boolean own = job.chosen() && !job.isSent() || writing.format().isPresent()
                || (job.isSent() ? rain.format() : PictureFormat.named(job.input()).orElse(PictureFormat.PNG))
                        .writable();
        return own
                ? Optional.empty()
                : Optional.of("WebP cannot be written on this machine, so its result is "
                        + (job.isSent() ? "a PNG" : job.output()) + ".");
    }

    /** The same for one job: a result without a name, to say its format, has the picture's own. */
    Results of(Job job, PictureFile rain) {
        return job.isSent() && writing.format().isEmpty()
                ? new Results(lenient, keepTimes, depth,
                        writing.as(rain.format().orPng()))
                : this;
    }
}
