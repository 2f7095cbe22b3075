package org.derain4j.spark;

import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;

/**
 * From a picture file to a picture file, or null where it has failed; for those who register functions by the name of a class, as Python
 * does: {@code spark.udf.registerJavaFunction("derain", "org.derain4j.spark.DerainUdf", "binary")}.
 */
public final class DerainUdf implements UDF1<byte[], byte[]> {

    private static final long serialVersionUID = 1L;

    /** Does it. */
    private final Deraining deraining;

    /**
     * By the settings of the active session, on the driver; see {@link DerainOptions#of}.
     *
     * @throws IOException if the model cannot be read, is damaged, or is no MSPFN
     */
    public DerainUdf() throws IOException {
        this(SparkSession.active());
    }

    private DerainUdf(SparkSession spark) throws IOException {
        this(Deraining.of(spark, DerainOptions.of(spark)));
    }

    DerainUdf(Deraining deraining) {
        this.deraining = deraining;
    }

    @Override
    public byte[] call(byte[] content) {
        return deraining.derain(content, "picture", Optional.empty()).content();
    }
}
