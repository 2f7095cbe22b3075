package org.derain4j.vision.models;

import java.util.List;
import java.util.Set;
import org.derain4j.engine.PictureException;

/**
 * YOLOX: [1, cells, 5 + classes], of each cell centre, size, objectness, classes; the centre in cells from the cell's corner and the
 * size as its logarithm, in cells, unless the network has decoded them.
 *
 * @param name    of the output
 * @param classes that there are
 * @param grid    of the cells
 * @param decoded whether boxes come in pixels
 * @param best    whether a box is of its best class alone
 */
record YoloxDecoder(String name, int classes, Grid grid, boolean decoded, boolean best) implements BoxDecoder {

    private static final int BEFORE = 5;

    @Override
    public Set<String> outputs() {
        return Set.of(name);
    }

    /** Whether boxes are decoded: centres reach all over the canvas then, else they stay by their cells. */
    static boolean isDecoded(Output output, int width) {
        double sum = 0;
        int row = output.length(-1);
        int cells = output.length(-2);
        for (int cell = 0; cell < cells; cell++) {
            sum += Math.abs(output.values()[cell * row]);
        }
        return sum / cells > width / 8.0;
    }

    @Override
    public void decode(List<Output> outputs, int width, int height, Candidates found) {
        Output output = BoxDecoder.output(outputs, name, 3, BEFORE + classes);
        float[] values = output.values();
        if (output.length(1) != grid.cells(width, height)) {
            throw new PictureException(output + " has not the cells of " + width + "x" + height + " pixels");
        }
        int[] at = {0};
        grid.forEachCell(width, height, (x, y, stride) -> {
            int i = at[0];
            at[0] += BEFORE + classes;
            double[] box = decoded
                    ? new double[]{values[i], values[i + 1], values[i + 2], values[i + 3]}
                    : new double[]{(values[i] + x) * stride, (values[i + 1] + y) * stride,
                        Math.exp(values[i + 2]) * stride, Math.exp(values[i + 3]) * stride};
            BoxDecoder.classify(values, i + BEFORE, 1, classes, values[i + 4], best, found, box);
        });
    }
}
