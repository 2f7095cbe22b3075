package org.derain4j.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.derain4j.conformance.ReferenceCase;
import org.derain4j.conformance.ReferenceDirectory;
import org.derain4j.conformance.Tolerances;
import org.derain4j.engine.Pixels;
import org.derain4j.kernels.program.Shape;
import org.derain4j.onnx.Recurrence;
import org.derain4j.weights.TensorFile;

/**
 * An input, the result that is right for it, and how far another may be from that.
 *
 * @param name     whose result it is
 * @param input    height x width x channels values
 * @param expected the result
 * @param allowed  the largest distance
 * @param judge    the library that computed it here, and in how many seconds; null where it was read from a file
 */
record Yardstick(String name, float[] input, float[] expected, double allowed, Judge judge) {

    /** Who computed the result, and how long the first run took. */
    record Judge(Library library, double seconds) {}

    private static final long SEED = 3;

    /** TensorFlow's float64 where the reference has a case of this size; else the engine, slow or exact. */
    static Yardstick of(Work work, Options options, int threads) throws IOException {
        if (work instanceof Network network && network.checkpoint().isPresent() && options.reference().isPresent()) {
            Optional<Yardstick> golden = golden(network, ReferenceDirectory.read(options.reference().get()));
            if (golden.isPresent()) {
                return golden.get();
            }
        }
        return judgedBy(options.slow() && work instanceof RandomLayer ? Library.REFERENCE : Library.OURS_DIRECT, work,
                threads);
    }

    /** What a library makes of noise. */
    static Yardstick judgedBy(Library library, Work work, int threads) {
        float[] input = noise(Math.toIntExact(work.inputShape().floats()));
        try (Peer.Prepared judge = library.open().prepare(work, Recurrence.PRUNED, threads, input)) {
            long start = System.nanoTime();
            judge.run();
            double seconds = (System.nanoTime() - start) / 1e9;
            float[] expected = judge.output();
            double allowed = switch (work) {
                case Network _ -> Tolerances.PROMISED.imitation();
                case RandomLayer _ -> Tolerances.PROMISED.map() * magnitude(expected);
            };
            return new Yardstick(library.label(), input, expected, allowed, new Judge(library, seconds));
        }
    }

    private static Optional<Yardstick> golden(Network network, ReferenceDirectory directory) throws IOException {
        Shape shape = network.inputShape();
        for (ReferenceCase candidate : directory.cases()) {
            var picture = ImageIO.read(candidate.input().toFile());
            if (picture.getHeight() == shape.height() && picture.getWidth() == shape.width()) {
                return Optional.of(new Yardstick("TensorFlow in float64, `" + candidate.name() + "`",
                        Pixels.network(picture), imitation(candidate.imitation()), Tolerances.PROMISED.imitation(),
                        null));
            }
        }
        return Optional.empty();
    }

    private static float[] imitation(Path file) throws IOException {
        try (TensorFile tensors = TensorFile.open(file)) {
            return tensors.floats("imitation");
        }
    }

    private static float[] noise(int count) {
        Random random = new Random(SEED);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    private static double magnitude(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** The largest distance of a result; infinite if a value is not finite or the number of values is another. */
    double distance(float[] result) {
        if (result.length != expected.length) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        for (int i = 0; i < result.length; i++) {
            double distance = Math.abs((double) result[i] - expected[i]);
            largest = Double.isFinite(distance) ? Math.max(largest, distance) : Double.POSITIVE_INFINITY;
        }
        return largest;
    }
}
