package org.derain4j.onnx.writer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {

    /** Two rows of three. */
    private static final Tensor T = Tensor.of(List.of(2, 3), new float[]{0, 1, 2, 10, 11, 12});

    @Test
    void permuteTransposes() {
        assertTensor(T.permute(1, 0), new int[]{3, 2}, 0, 10, 1, 11, 2, 12);
        Tensor cube = T.reshape(1, 2, 3).permute(2, 0, 1);
        assertTensor(cube, new int[]{3, 1, 2}, 0, 10, 1, 11, 2, 12);
    }

    @Test
    void flipReversesOneAxis() {
        assertTensor(T.flip(0), new int[]{2, 3}, 10, 11, 12, 0, 1, 2);
        assertTensor(T.flip(1), new int[]{2, 3}, 2, 1, 0, 12, 11, 10);
        assertTensor(T.flip(0).flip(1), new int[]{2, 3}, 12, 11, 10, 2, 1, 0);
    }

    @Test
    void sliceTakesAPartOfOneAxis() {
        assertTensor(T.slice(1, 1, 3), new int[]{2, 2}, 1, 2, 11, 12);
        assertTensor(T.slice(0, 1, 2), new int[]{1, 3}, 10, 11, 12);
        assertTensor(T.slice(1, 0, 0), new int[]{2, 0});
    }

    private static void assertTensor(Tensor tensor, int[] shape, float... values) {
        assertArrayEquals(shape, tensor.shape());
        assertArrayEquals(values, tensor.values());
    }
}
