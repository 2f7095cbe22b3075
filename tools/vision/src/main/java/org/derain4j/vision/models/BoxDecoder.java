package org.derain4j.vision.models;

import java.util.List;
import java.util.Set;
import org.derain4j.engine.PictureException;

/** Reads boxes out of a network's outputs. */
sealed interface BoxDecoder permits YoloxDecoder, AnchorDecoder, TransposedDecoder, EndToEndDecoder, SsdDecoder {

    /** The outputs that it reads. */
    Set<String> outputs();

    /** How many classes there are, 0 where only the detections tell. */
    int classes();

    /**
     * Adds all that is in the outputs.
     *
     * @param outputs those that it reads
     * @param width   of the canvas
     * @param height  of the canvas
     * @param found   boxes in pixels of the canvas
     */
    void decode(List<Output> outputs, int width, int height, Candidates found);

    /** One of the outputs, if its last axis has that length. */
    static Output output(List<Output> outputs, String name, int rank, int last) {
        return outputs.stream()
                .filter(each -> each.name().equals(name) && each.rank() == rank
                        && (last == 0 || each.length(-1) == last))
                .findFirst().orElseThrow(() -> new PictureException(
                        "the outputs " + outputs + " are not as they were when the model was opened"));
    }

    /** Takes one box's classes: the best, or each that is sure enough. */
    static void classify(float[] values, int at, int step, int classes, double factor, boolean best, Candidates found,
            double[] box) {
        int surest = -1;
        for (int c = 0; c < classes; c++) {
            double score = values[at + c * step] * factor;
            if (found.takes(score)) {
                if (!best) {
                    found.addCentred(c, score, box[0], box[1], box[2], box[3]);
                } else if (surest < 0 || values[at + c * step] > values[at + surest * step]) {
                    surest = c;
                }
            }
        }
        if (surest >= 0) {
            found.addCentred(surest, values[at + surest * step] * factor, box[0], box[1], box[2], box[3]);
        }
    }
}
