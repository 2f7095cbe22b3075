package org.derain4j.conformance;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.derain4j.engine.Pixels;
import org.derain4j.engine.Rounding;
import org.derain4j.weights.TensorFile;

/** Runs one case and measures the result, its bytes and, where the reference has them, the maps on the way. */
final class CaseComparison {

    private final Subject subject;
    private final Tolerances tolerances;

    CaseComparison(Subject subject, Tolerances tolerances) {
        this.subject = subject;
        this.tolerances = tolerances;
    }

    CaseResult compare(ReferenceCase reference) throws IOException {
        BufferedImage picture = ReferencePicture.read(reference.input());
        int height = picture.getHeight();
        int width = picture.getWidth();
        float[] input = Pixels.network(picture);
        ReferenceMap expected = imitation(reference, height, width);
        int[] officialBytes = officialBytes(reference, height, width);

        long start = System.nanoTime();
        float[] result = subject.imitation(input, height, width);
        double seconds = (System.nanoTime() - start) / 1e9;

        Deviation deviation = Deviation.between(result, expected.values());
        ByteDifference bytes = ByteDifference.between(bytes(result), officialBytes);
        MapComparison maps = maps(reference, input, height, width);
        List<String> failures = new ArrayList<>(failures(deviation, bytes));
        failures.addAll(maps.failures());
        return new CaseResult.Compared(reference.name(), height, width, seconds, deviation.max(), deviation.rms(),
                bytes, maps.differences(), maps.departure(), failures);
    }

    private MapComparison maps(ReferenceCase reference, float[] input, int height, int width) throws IOException {
        if (reference.taps().isEmpty()) {
            return MapComparison.NONE;
        }
        try (TensorFile file = TensorFile.open(reference.taps().get())) {
            return MapComparison.of(subject, input, height, width, file, tolerances.map());
        }
    }

    private List<String> failures(Deviation deviation, ByteDifference bytes) {
        List<String> failures = new ArrayList<>();
        if (deviation.max() > tolerances.imitation()) {
            failures.add(sentence("the result is %.1e off, %.0e is allowed", deviation.max(), tolerances.imitation()));
        }
        if (bytes.share() > tolerances.bytes()) {
            failures.add(sentence("%d of %d bytes differ, %.2f %% are allowed", bytes.different(), bytes.total(),
                    100 * tolerances.bytes()));
        }
        if (bytes.largest() > tolerances.levels()) {
            failures.add(sentence("a byte is %d levels off, %d is allowed", bytes.largest(), tolerances.levels()));
        }
        return failures;
    }

    private static ReferenceMap imitation(ReferenceCase reference, int height, int width) throws IOException {
        try (TensorFile file = TensorFile.open(reference.imitation())) {
            ReferenceMap map = ReferenceMap.read(file, "imitation");
            if (map.height() != height || map.width() != width || map.channels() != 3) {
                throw new IOException(sentence("%s holds a result of %s, but the input is %dx%dx3.",
                        reference.imitation(), map.shape(), height, width));
            }
            return map;
        }
    }

    private static int[] officialBytes(ReferenceCase reference, int height, int width) throws IOException {
        BufferedImage output = ReferencePicture.read(reference.output());
        if (output.getHeight() != height || output.getWidth() != width) {
            throw new IOException(sentence("%s has %d rows of %d pixels, but the input has %d of %d.",
                    reference.output(), output.getHeight(), output.getWidth(), height, width));
        }
        return ReferencePicture.bytes(output);
    }

    private static int[] bytes(float[] imitation) {
        int[] levels = new int[imitation.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Pixels.level(imitation[i], Rounding.OFFICIAL);
        }
        return levels;
    }

    private static String sentence(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
