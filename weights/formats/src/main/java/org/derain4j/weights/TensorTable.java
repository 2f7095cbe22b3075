package org.derain4j.weights;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What opening a file of either format yields: its tensors in file order, and the way to their bytes. */
record TensorTable(List<TensorInfo> tensors, Map<String, String> metadata, Source source) {

    /** Finds the bytes of a tensor of the table, exactly as many as its type and shape need. */
    interface Source {

        Stretch bytes(TensorInfo tensor) throws IOException;

        /** Looks again at what has no checksum. */
        default void requireUnchanged() throws IOException {}

        void close();
    }
}
