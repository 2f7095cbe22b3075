package org.derain4j.cli.derain;

import java.util.Optional;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.common.Forecast;
import org.derain4j.cli.common.MemorySize;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Storage;

/** What there is to say of a picture before it is worked on, where that takes long or takes a scratch file. */
final class Outlook {

    /** Of patience, in seconds. */
    private static final double LONG = 10;
    private static final double SHORT = 1;

    /** Pixels that no network takes long for. */
    private static final double SMALL = 250_000;

    private final Derainer derainer;
    private final EngineOptions options;
    private final Forecast forecast;

    Outlook(Derainer derainer, EngineOptions options) {
        this.derainer = derainer;
        this.options = options;
        this.forecast = new Forecast(derainer);
    }

    /** Nothing is measured for a small picture, nor for one that a device computes. */
    Optional<String> of(int height, int width) {
        double pixels = options.networkPixels(height, width);
        if (derainer.memory(height, width).deviceBytes() > 0) {
            return Optional.empty();
        }
        Storage storage = derainer.storage(height, width);
        if (storage.scratchBytes() == 0 && (pixels < SMALL || forecast.leastSeconds(pixels) < LONG)) {
            return Optional.empty();
        }
        if (storage.scratchBytes() > 0 && forecast.leastSeconds(pixels) < SHORT) { // to measure would take as long
            return Optional.of("%dx%d with a scratch file of %s in %s (%s of memory)".formatted(width, height,
                    MemorySize.words(storage.scratchBytes()), storage.scratchFolder(),
                    MemorySize.words(storage.memoryBytes())));
        }
        Forecast.Time time = forecast.of(pixels, storage);
        if (storage.scratchBytes() > 0) {
            return Optional.of("%dx%d with a scratch file of %s in %s (%s of memory); %s".formatted(width, height,
                    MemorySize.words(storage.scratchBytes()),
                    storage.scratchFolder(),
                    MemorySize.words(storage.memoryBytes()), time));
        }
        return time.seconds() < LONG
                ? Optional.empty()
                : Optional.of("%dx%d in %s of memory; %s".formatted(width, height,
                        MemorySize.words(storage.memoryBytes()), time));
    }
}
