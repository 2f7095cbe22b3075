package org.derain4j.cli;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.derain4j.cli.common.EngineOptions;
import org.derain4j.cli.common.StandardInput;
import org.derain4j.cli.common.StandardStreams;
import org.derain4j.cli.derain.DerainCommand;
import org.derain4j.cli.derain.RainRemover;
import org.derain4j.cli.telling.Engine;
import org.derain4j.engine.Memory;
import org.derain4j.engine.Progress;
import org.derain4j.engine.Rounding;
import org.derain4j.engine.Separation;
import org.derain4j.engine.StandardPixels;

/** Stands in for the network: inverts every level but alpha, so that a test sees whether a picture went through it. */
class FakeEngine implements DerainCommand.Engines {

    /** What a command line did. */
    record Run(int exitCode, String out, String err) {}

    final List<Rounding> opened = new ArrayList<>();
    private final UnaryOperator<BufferedImage> work;
    private final long bytesPerPixel;
    private Optional<String> outlook = Optional.empty();
    private long room = Runtime.getRuntime().maxMemory();

    FakeEngine() {
        this(FakeEngine::inverted, 0);
    }

    FakeEngine(UnaryOperator<BufferedImage> work, long bytesPerPixel) {
        this.work = work;
        this.bytesPerPixel = bytesPerPixel;
    }

    /** Says so before each picture. */
    FakeEngine saying(String sentence) {
        outlook = Optional.of(sentence);
        return this;
    }

    /** Has that much memory for all pictures that are worked on at a time. */
    FakeEngine within(long bytes) {
        room = bytes;
        return this;
    }

    static BufferedImage inverted(BufferedImage picture) {
        BufferedImage result = new BufferedImage(picture.getColorModel(),
                picture.getRaster().createCompatibleWritableRaster(), false, null);
        int bands = picture.getRaster().getNumBands();
        int most = (1 << picture.getColorModel().getComponentSize(0)) - 1;
        int[] samples = Pictures.samples(picture);
        for (int i = 0; i < samples.length; i++) {
            boolean alpha = bands % 2 == 0 && i % bands == bands - 1;
            samples[i] = alpha ? samples[i] : most - samples[i];
        }
        result.getRaster().setPixels(0, 0, picture.getWidth(), picture.getHeight(), samples);
        return result;
    }

    /** As the engine does it, but for alpha, which stays. */
    private static BufferedImage between(BufferedImage picture, BufferedImage result) {
        BufferedImage rain = StandardPixels.of(picture, 16);
        int[] before = Pictures.samples(picture);
        int[] after = Pictures.samples(result);
        for (int i = 0; i < before.length; i++) {
            before[i] = Separation.NO_RAIN + (before[i] - after[i]) / 2;
        }
        rain.getRaster().setPixels(0, 0, picture.getWidth(), picture.getHeight(), before);
        return rain;
    }

    @Override
    public RainRemover open(EngineOptions options, Rounding rounding) {
        opened.add(rounding);
        return new RainRemover() {

            @Override
            public BufferedImage derain(BufferedImage picture, int bits, Progress progress) {
                progress.advanced(1, 2);
                return work.apply(StandardPixels.of(picture, bits));
            }

            @Override
            public Separation separate(BufferedImage picture, int bits, Progress progress) {
                BufferedImage result = derain(picture, bits, progress);
                return new Separation(result, between(StandardPixels.of(picture, 16), StandardPixels.of(result, 16)));
            }

            @Override
            public float[] rain(float[] bgr, int height, int width) {
                float[] rain = bgr.clone();
                for (int i = 0; i < rain.length; i++) {
                    rain[i] *= 2; // what is left is inverted
                }
                return rain;
            }

            @Override
            public Memory memory(int height, int width) {
                return FakeEngine.this.memory(height, width);
            }

            @Override
            public long room() {
                return room;
            }

            @Override
            public Engine about() {
                return FakeEngine.this.about();
            }

            @Override
            public Optional<String> outlook(int height, int width) {
                return outlook;
            }

            @Override
            public void close() {}
        };
    }

    Engine about() {
        return new Engine("imitation", "0".repeat(64), "fake");
    }

    Memory memory(int height, int width) {
        return new Memory(height, width, bytesPerPixel * height * width, 0, 0);
    }

    Run run(Object... args) {
        return run(this, args);
    }

    static Run run(DerainCommand.Engines engines, Object... args) {
        return run(engines, new StandardStreams(new StandardInput(InputStream.nullInputStream()),
                OutputStream.nullOutputStream()), args);
    }

    static Run run(DerainCommand.Engines engines, StandardStreams streams, Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = List.of(args).stream().map(Object::toString).toArray(String[]::new);
        int code = Derain.run(engines, streams, new PrintWriter(out), new PrintWriter(err), words);
        return new Run(code, out.toString(), err.toString());
    }
}
