package org.derain4j.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.derain4j.kernels.Shape;
import org.derain4j.kernels.Window;
import org.derain4j.onnx.Recurrence;

/** Everything that can be measured, by name. */
final class Groups {

    static final String CONV = "3x3 64->64 stride 1, 160x240";
    static final String CONV_STRIDE2 = "3x3 64->64 stride 2, from 320x480";
    static final String DECONV_STRIDE2 = "transposed 3x3 64->64 stride 2, to 320x480";
    static final String WIDE_DECONV_STRIDE2 = "transposed 3x3 128->64 stride 2, to 320x480";
    static final String LSTM = "conv-LSTM 32->256, 320x480";
    /** Where the single-layer speeds are compared from. */
    static final List<String> CONVOLUTIONS = List.of(CONV, CONV_STRIDE2, DECONV_STRIDE2, WIDE_DECONV_STRIDE2);
    static final String M17N1 = "M17N1";
    static final String LITE = "lite";
    /** The size at which the demands are made. */
    static final Size MAIN_SIZE = new Size(320, 480);

    private static final int SCALING_THREADS = 2;

    private Groups() {}

    /** The name of a group at a number of threads. */
    static String name(String work, int threads) {
        return work + ", threads " + threads;
    }

    static String scaling() {
        return M17N1 + " " + MAIN_SIZE + ", two threads over one";
    }

    static List<Group> of(Options options, Models models) {
        List<Group> groups = new ArrayList<>();
        for (int threads : options.threads()) {
            groups.add(layer(Layer.convolution(CONV, Window.CONV, new Shape(160, 240, 64), 64), threads, options));
            groups.add(layer(Layer.convolution(CONV_STRIDE2, Window.CONV_STRIDE2, new Shape(320, 480, 64), 64), threads,
                    options));
            groups.add(layer(Layer.upsampling(DECONV_STRIDE2, new Shape(160, 240, 64), 64), threads, options));
            groups.add(layer(Layer.upsampling(WIDE_DECONV_STRIDE2, new Shape(160, 240, 128), 64), threads, options));
            groups.add(layer(Layer.convLstm(LSTM, new Shape(320, 480, 32), 256), threads, options));
        }
        for (Size size : options.sizes()) {
            for (int threads : options.threads()) {
                boolean official = size.equals(MAIN_SIZE);
                groups.add(new Group(name(LITE + " " + size, threads), threads, () -> models.lite(size),
                        contenders(List.of(Library.OURS), options, threads)));
                groups.add(new Group(name(M17N1 + " " + size, threads), threads, () -> models.m17n1(size),
                        official
                                ? withOfficial(options, threads)
                                : contenders(List.of(Library.OURS), options, threads)));
            }
        }
        groups.add(new Group(scaling(), SCALING_THREADS, () -> models.m17n1(MAIN_SIZE),
                List.of(Contender.of(Library.OURS, SCALING_THREADS), Contender.of(Library.OURS, 1))));
        return groups.stream().filter(group -> options.wants(group.name())).toList();
    }

    private static Group layer(Layer layer, int threads, Options options) {
        return new Group(name(layer.name(), threads), threads, () -> layer,
                contenders(List.of(Library.OURS, Library.OURS_DIRECT), options, threads));
    }

    private static List<Contender> contenders(List<Library> ours, Options options, int threads) {
        return Stream.concat(ours.stream(), options.peers().stream())
                .map(library -> Contender.of(library, threads)).toList();
    }

    /** TensorFlow also runs the graph as it was published. */
    private static List<Contender> withOfficial(Options options, int threads) {
        List<Contender> contenders = new ArrayList<>(contenders(List.of(Library.OURS), options, threads));
        if (options.peers().contains(Library.TENSORFLOW)) {
            contenders.add(new Contender(Library.TENSORFLOW, Recurrence.AS_WRITTEN, threads));
        }
        return contenders;
    }
}
