package org.derain4j.cli.models;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.derain4j.cli.common.PictureSize;
import org.derain4j.engine.Cost;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.derain4j.engine.graph.Architecture;

/**
 * What there is to say of a model.
 *
 * @param model
 *            its name
 * @param graph
 *            which of the official graphs it belongs to, in words
 * @param variables
 *            how many
 * @param parameters
 *            how many values they hold
 * @param liveParameters
 *            how many of these the result depends on
 * @param size
 *            of the picture that {@code memoryBytes} is for
 * @param memoryBytes
 *            working memory, model included
 * @param metadata
 *            what the file says of itself
 * @param leftAside
 *            names of training state in the file
 * @param shapes
 *            every variable, where asked for
 * @param storage
 *            where what the picture takes lies, where a budget was given
 */
record Inspection(String model, String graph, Architecture architecture, int variables, long parameters,
        long liveParameters, Cost cost, PictureSize size, long memoryBytes, Map<String, String> metadata,
        List<String> leftAside, List<Model.Variable> shapes, Optional<StorageReport> storage) {

    static Inspection of(Derainer derainer, PictureSize size, boolean withShapes, boolean withStorage) {
        Model model = derainer.model();
        Architecture architecture = model.architecture();
        return new Inspection(model.name(), architecture.kind(), architecture, model.variables().size(),
                model.parameters(), model.liveParameters(), Cost.of(architecture), size,
                derainer.memory(size.height(), size.width()).bytes(), new TreeMap<>(model.metadata()),
                model.leftAside(),
                withShapes ? model.variables() : List.of(),
                withStorage ? Optional.of(StorageReport.of(derainer, size)) : Optional.empty());
    }
}
