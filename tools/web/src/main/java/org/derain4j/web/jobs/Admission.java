package org.derain4j.web.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Collectors;
import org.derain4j.engine.Derainer;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.PictureReader;
import org.derain4j.web.jobs.JobState.Reason;
import org.derain4j.weights.PrintableText;

/** Looks at an order before it is taken: what can be said at once need not wait in the queue. */
final class Admission {

    private final Engines engines;
    private final Limits limits;
    private final Failures failures;

    Admission(Engines engines, Limits limits, Failures failures) {
        this.engines = engines;
        this.limits = limits;
        this.failures = failures;
    }

    /** For whom asks for none. */
    String defaultModel() {
        return engines.models().getFirst().name();
    }

    /** The model that it is for. */
    String model(Order order) {
        return order.model().orElseGet(this::defaultModel);
    }

    /** How large its upload is; refuses what will not do. */
    long require(Order order) throws RefusedException {
        requireModel(order);
        try {
            Derainer.builder().strength(order.strength());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Reason.BAD_REQUEST, e.getMessage() + ".");
        }
        Optional<PictureFormat> format = order.format();
        if (format.isPresent() && !format.get().writable()) {
            throw new RefusedException(Reason.BAD_REQUEST,
                    format.get() + " cannot be written on this machine; ask for another format.");
        }
        return requirePicture(order);
    }

    private void requireModel(Order order) throws RefusedException {
        String model = model(order);
        if (engines.models().stream().noneMatch(choice -> choice.name().equals(model))) {
            throw new RefusedException(Reason.BAD_REQUEST, "there is no model '" + PrintableText.of(model, 100)
                    + "' here; give one of " + engines.models().stream().map(Engines.Choice::name)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }

    private long requirePicture(Order order) throws RefusedException {
        String name = Names.shown(order.name());
        try {
            long bytes = Files.size(order.upload());
            if (bytes > limits.bytes()) {
                throw new RefusedException(Reason.TOO_LARGE,
                        name + ": it has " + bytes + " bytes, and " + limits.bytes()
                                + " are taken here; scale it down.");
            }
            if (PictureFormat.found(order.upload()).isEmpty()) {
                new PictureReader().read(order.upload()); // which says what it is instead
            }
            return bytes;
        } catch (IOException e) {
            throw failures.refusal(name, e);
        }
    }
}
