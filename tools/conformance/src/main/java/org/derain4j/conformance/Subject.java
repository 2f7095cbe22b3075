package org.derain4j.conformance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Probe;
import org.derain4j.engine.Tap;

/** The network that is compared with the reference. */
public interface Subject {

    /**
     * Runs the network.
     *
     * @param bgr the picture, [height, width, 3], channels in the order B, G, R, from -1 to 1
     * @param height rows, any number
     * @param width columns, any number
     * @return the picture without rain, same layout, not clipped
     */
    float[] imitation(float[] bgr, int height, int width);

    /**
     * Names the maps that {@link #taps} can show.
     *
     * @return official scope names without the outer scope, in the order in which the network computes them
     */
    List<String> tapNames();

    /**
     * Runs the network and keeps maps on the way.
     *
     * @param bgr the picture as for {@link #imitation}
     * @param height rows, a multiple of 4
     * @param width columns, a multiple of 4
     * @param names which maps, all of them out of {@link #tapNames}
     * @return the maps by name
     */
    Map<String, Tap> taps(float[] bgr, int height, int width, Set<String> names);

    /**
     * Presents the engine as a subject.
     *
     * @param derainer stays the caller's, who closes it
     * @return the engine, with the model and the backend that it was built with
     */
    static Subject of(Derainer derainer) {
        Probe probe = Probe.of(derainer);
        return new Subject() {

            @Override
            public float[] imitation(float[] bgr, int height, int width) {
                return derainer.derain(bgr, height, width);
            }

            @Override
            public List<String> tapNames() {
                return probe.tapNames();
            }

            @Override
            public Map<String, Tap> taps(float[] bgr, int height, int width, Set<String> names) {
                return probe.taps(bgr, height, width, names);
            }
        };
    }
}
