package org.derain4j.spark.job;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Lists as bytes, which every serializer takes that a cluster may be set up with: Kryo refuses records. */
final class Parcel {

    private Parcel() {}

    static byte[] of(List<?> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new ArrayList<>(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @SuppressWarnings("unchecked")
    static <T> List<T> open(byte[] parcel) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(parcel))) {
            return (List<T>) in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e); // driver and executors have one jar
        }
    }
}
