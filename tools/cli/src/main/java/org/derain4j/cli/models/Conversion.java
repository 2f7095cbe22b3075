package org.derain4j.cli.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.derain4j.cli.common.Failure;
import org.derain4j.engine.Model;
import org.derain4j.engine.graph.Architecture;
import org.derain4j.weights.SafetensorsWriter;
import org.derain4j.weights.TensorFile;

/** A model as a safetensors file of one type, under the official names and in the official layouts. */
record Conversion(Model model, StoredType type) {

    private static final String LICENCE = "licence";
    /** What files call their licence. */
    private static final Set<String> LICENCES = Set.of(LICENCE, "license");
    /** Where the source says nothing; what it says is kept word for word. */
    private static final String UNSTATED = "The source states none; whoever trained the weights decides. "
            + "The official MSPFN weights carry none.";

    /** How far rounding moved the values. */
    record LargestError(double distance, String variable) {}

    /** Writes the variables; training state does not go with them. */
    void write(Path file, Map<String, String> sourceHashes) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(metadata(sourceHashes));
        for (Model.Variable variable : model.variables()) {
            float[] values = model.values(variable.name());
            refuseUnstorable(variable.name(), values);
            writer.add(variable.name(), type.dtype(), variable.shape(), values);
        }
        writer.write(file);
    }

    /** What the file will say of itself: what the source said, and over it what is certain. */
    SortedMap<String, String> metadata(Map<String, String> sourceHashes) {
        Architecture a = model.architecture();
        SortedMap<String, String> metadata = new TreeMap<>(model.metadata());
        metadata.put("format", "derain4j");
        metadata.put("arch", "MSPFN");
        metadata.put("scope", a.scope());
        metadata.put("block", a.block());
        metadata.put("channels", String.valueOf(a.channels()));
        metadata.put("blocks", String.valueOf(a.blocks()));
        metadata.put("attention", a.attentionQuarter() + "," + a.attentionHalf() + "," + a.attentionFull());
        metadata.put("pixels", "BGR, x/127.5-1");
        if (licence(model).isEmpty()) {
            metadata.put(LICENCE, UNSTATED);
        }
        sourceHashes.forEach((file, hash) -> metadata.put("sha256 of " + file, hash));
        return metadata;
    }

    /** The licence that a model's file states, by whatever spelling. */
    static Optional<String> licence(Model model) {
        return model.metadata().entrySet().stream().filter(
                entry -> LICENCES.contains(entry.getKey().toLowerCase(Locale.ROOT)) && !entry.getValue().isBlank())
                .min(Map.Entry.comparingByKey()).map(Map.Entry::getValue);
    }

    /** Reads a written file back and compares every value, bit for bit, with what rounding should give. */
    LargestError verify(Path file) throws IOException {
        LargestError largest = new LargestError(0, "");
        try (TensorFile written = TensorFile.open(file)) {
            if (written.tensors().size() != model.variables().size()) {
                throw Failure.input("%s: holds %d tensors instead of %d; the disk or the memory may be at fault."
                        .formatted(file, written.tensors().size(), model.variables().size()));
            }
            for (Model.Variable variable : model.variables()) {
                float[] source = model.values(variable.name());
                float[] target = written.floats(variable.name());
                for (int i = 0; i < source.length; i++) {
                    if (Float.floatToRawIntBits(target[i]) != Float.floatToRawIntBits(type.rounded(source[i]))) {
                        throw Failure
                                .input("%s: value %d of %s is %s instead of %s; the disk or the memory may be at fault."
                                        .formatted(file, i, variable.name(), target[i], type.rounded(source[i])));
                    }
                    double error = Math.abs((double) source[i] - target[i]);
                    if (error > largest.distance()) {
                        largest = new LargestError(error, variable.name());
                    }
                }
            }
        }
        return largest;
    }

    private void refuseUnstorable(String variable, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(type.rounded(value))) {
                throw Failure.input("%s: holds %s, and %s ends at %s; take --dtype f32.".formatted(variable, value,
                        type, type.largest()));
            }
        }
    }
}
