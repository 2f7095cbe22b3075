package org.derain4j.vision.espnet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.derain4j.onnx.writer.Tensor;
import org.derain4j.weights.TensorFile;
import org.derain4j.weights.TensorInfo;
import org.derain4j.weights.WeightFormatException;

/** ESPNet's tensors in an open file: each is asked for by name and shape, and at the end none may be left over. */
final class EspWeights {

    /** What training on several GPUs puts before each name. */
    private static final String PARALLEL = "module.";
    /** What PyTorch counts while it trains; nothing reads it afterwards. */
    private static final String COUNTER = "num_batches_tracked";

    /** Far more than any ESPNet has, and sums of it are still whole numbers of 32 bits. */
    private static final int MOST_CHANNELS = 1 << 14;

    private final TensorFile file;
    private final String prefix;
    private final Set<String> read = new HashSet<>();

    EspWeights(TensorFile file) {
        this.file = file;
        prefix = file.tensors().keySet().stream().allMatch(name -> name.startsWith(PARALLEL)) ? PARALLEL : "";
    }

    /** Whether there is such a tensor. */
    boolean has(String name) {
        return file.tensors().containsKey(prefix + name);
    }

    /** An extent that says how wide the network is. */
    int extent(String name, int rank, int axis) throws IOException {
        TensorInfo tensor = info(name, "an ESPNet has one of %d axes".formatted(rank));
        if (tensor.shape().size() != rank) {
            throw wrong(name, "is %s, and an ESPNet's has %d axes; is this another network?"
                    .formatted(tensor.describe(), rank));
        }
        long extent = tensor.shape().get(axis);
        if (extent < 1 || extent > MOST_CHANNELS) {
            throw wrong(name, "is %s, and an ESPNet has 1 to %,d channels; is this another network?"
                    .formatted(tensor.describe(), MOST_CHANNELS));
        }
        return (int) extent;
    }

    /** A tensor's values. */
    Tensor get(String name, int... shape) throws IOException {
        List<Long> expected = IntStream.of(shape).mapToObj(extent -> (long) extent).toList();
        String text = expected.toString().replace(" ", "");
        TensorInfo tensor = info(name, "ESPNet with these widths has one of shape " + text);
        if (!tensor.shape().equals(expected)) {
            throw wrong(name, "is %s where ESPNet with these widths has the shape %s; is this another network?"
                    .formatted(tensor.describe(), text));
        }
        read.add(prefix + name);
        return new Tensor(shape, file.floats(prefix + name));
    }

    /** Refuses tensors that nobody has asked for: the network would not be the one that was trained. */
    void requireAllRead(String network) throws IOException {
        List<String> others = new ArrayList<>(file.tensors().keySet());
        others.removeIf(name -> read.contains(name) || name.endsWith(COUNTER));
        if (!others.isEmpty()) {
            throw new WeightFormatException(file.name(), others.getFirst(),
                    "is not part of %s%s; is this another network?"
                            .formatted(network,
                                    others.size() == 1 ? "" : ", nor are %,d others".formatted(others.size() - 1)));
        }
    }

    /** A failure of one tensor. */
    WeightFormatException wrong(String name, String problem) {
        return new WeightFormatException(file.name(), prefix + name, problem);
    }

    private TensorInfo info(String name, String expected) throws IOException {
        TensorInfo tensor = file.tensors().get(prefix + name);
        if (tensor == null) {
            throw wrong(name, "is missing; %s".formatted(expected));
        }
        return tensor;
    }
}
