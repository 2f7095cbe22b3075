package org.derain4j.web.jobs;

import java.io.IOException;
import java.util.List;
import org.derain4j.engine.Derainer;

/** Where derainers come from. */
public interface Engines {

    /**
     * A model to choose.
     *
     * @param name     by which it is asked for
     * @param about    one line of what it is
     * @param licence  of the weights
     */
    record Choice(String name, String about, String licence) {}

    /**
     * What there is; asked by any thread.
     *
     * @return the default first; never empty
     */
    List<Choice> models();

    /**
     * Opens one, which the queue closes before it opens another; asked by one thread at a time.
     *
     * @param model the name of one of {@link #models}
     * @return a derainer of full strength
     * @throws IOException if it cannot be read; what it says is logged, and not told to who sends a picture
     */
    Derainer open(String model) throws IOException;
}
