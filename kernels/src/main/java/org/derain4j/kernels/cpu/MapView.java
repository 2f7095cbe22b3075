package org.derain4j.kernels.cpu;

import java.util.Arrays;
import org.derain4j.kernels.program.Shape;

/**
 * One map in its slot: rows of {@code width * channels} contiguous floats. A row never crosses two of the slot's arrays,
 * so a kernel asks for a row's array and offset once and then counts ints. Of a map held in part, row y takes the place of
 * row {@code y - rows}: a kernel that reads only rows that are held need not know.
 */
public final class MapView {

    private final Shape shape;
    private final float[][] chunks;
    private final int rows;
    private final int rowsPerChunk;
    private final int rowFloats;

    MapView(Shape shape, int rows, float[][] chunks, int rowsPerChunk) {
        this.shape = shape;
        this.rows = rows;
        this.chunks = chunks;
        this.rowsPerChunk = rowsPerChunk;
        this.rowFloats = shape.rowFloats();
    }

    /** Some rows by themselves, wherever they are in the map. */
    static MapView ring(Shape shape, int rows) {
        float[] array = new float[rows * shape.rowFloats() + 2 * Workspace.GUARD];
        return new MapView(shape, rows, new float[][]{array}, rows);
    }

    public Shape shape() {
        return shape;
    }

    /** Values in a row. */
    public int rowFloats() {
        return rowFloats;
    }

    /** The array that holds row y. */
    public float[] array(int y) {
        return chunks[y % rows / rowsPerChunk];
    }

    /** Where row y begins in its array. */
    public int offset(int y) {
        return Workspace.GUARD + y % rows % rowsPerChunk * rowFloats;
    }

    /** Whether rows y to y + count - 1 are held one after the other in one array. */
    public boolean isRun(int y, int count) {
        int place = y % rows;
        return place + count <= rows && place / rowsPerChunk == (place + count - 1) / rowsPerChunk;
    }

    /** One value; for plain loops. */
    public float get(int y, int x, int c) {
        return array(y)[offset(y) + x * shape.channels() + c];
    }

    /** Sets one value; for plain loops. */
    public void set(int y, int x, int c, float value) {
        array(y)[offset(y) + x * shape.channels() + c] = value;
    }

    /** A copy of row y. */
    public float[] row(int y) {
        return Arrays.copyOfRange(array(y), offset(y), offset(y) + rowFloats);
    }

    void fill(int from, int count, float[] values) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(values, i * rowFloats, array(from + i), offset(from + i), rowFloats);
        }
    }

    void copy(int from, int count, float[] values) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(array(from + i), offset(from + i), values, i * rowFloats, rowFloats);
        }
    }
}
