package org.derain4j.web.jobs;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Progress;

/** The one derainer that is open, of the model that was asked for last: two would take twice the memory. For one thread. */
final class OpenEngine implements AutoCloseable {

    /** The smallest side whose quarter, too, takes the kernels that large pictures take. */
    private static final int WARM_UP_SIDE = 16;

    private final Engines engines;
    private String model;
    private Derainer derainer;

    OpenEngine(Engines engines) {
        this.engines = engines;
    }

    /** Of a model, which is opened if another one is. */
    Derainer of(String wanted) throws IOException {
        if (!wanted.equals(model)) {
            close();
            derainer = engines.open(wanted);
            model = wanted;
        }
        return derainer;
    }

    /** Lets the JVM compile the kernels before the first picture comes: met first in a large one, they take long. */
    void warmUp(String wanted, Progress progress) throws IOException {
        of(wanted).derain(new BufferedImage(WARM_UP_SIDE, WARM_UP_SIDE, BufferedImage.TYPE_3BYTE_BGR), progress);
    }

    /** Another is opened when one is asked for again. */
    @Override
    public void close() {
        Derainer old = derainer;
        model = null;
        derainer = null;
        if (old != null) {
            old.close();
        }
    }
}
