package org.derain4j.spark.files;

import java.io.InputStream;
import java.net.URI;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** S3Proxy with its objects in memory, in the place of S3: speaks its protocol to Hadoop's own s3a on a port of this machine. */
final class S3Server {

    static final String BUCKET = "pictures";

    /** Of the tests' objects; the server keeps others of its own beside it. */
    static final String FOLDER = "tests/";

    private final BlobStore objects = BlobStores.create("transient-nio2", new Properties());
    private final S3Proxy proxy;

    /** What happens with each object that arrives; may wait or throw. */
    volatile Runnable arrival = () -> {};

    S3Server() throws Exception {
        objects.createContainer(BUCKET);
        proxy = S3Proxy.builder().blobStore(new Watched()).endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "name", "secret").ignoreUnknownHeaders(true).build();
        proxy.start();
        while (!"STARTED".equals(proxy.getState())) {
            Thread.sleep(10);
        }
    }

    private final class Watched extends ForwardingBlobStore {

        Watched() {
            super(objects);
        }

        @Override
        public PutObjectResponse putBlob(PutObjectRequest request, InputStream in) {
            if (request.key().startsWith(FOLDER)) {
                arrival.run();
            }
            return super.putBlob(request, in);
        }

        @Override
        public UploadPartResponse uploadMultipartPart(MultipartUpload upload, UploadPartRequest request,
                InputStream in) {
            arrival.run();
            return super.uploadMultipartPart(upload, request, in);
        }
    }

    /** Keeps what arrives waiting until it is closed. */
    final class Hold implements AutoCloseable {

        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        Hold() {
            arrival = () -> {
                arrived.countDown();
                await(released);
            };
        }

        /** Until something has arrived, and waits. */
        void awaitArrival() {
            await(arrived);
        }

        private static void await(CountDownLatch latch) {
            try {
                if (!latch.await(60, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("it takes too long");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            arrival = () -> {};
            released.countDown();
        }
    }

    /** What a user gives Spark, without {@code spark.hadoop.} before it. */
    Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("fs.s3a.endpoint", "http://127.0.0.1:" + proxy.getPort());
        configuration.set("fs.s3a.endpoint.region", "us-east-1");
        configuration.setBoolean("fs.s3a.path.style.access", true);
        configuration.setBoolean("fs.s3a.connection.ssl.enabled", false);
        configuration.set("fs.s3a.access.key", "name");
        configuration.set("fs.s3a.secret.key", "secret");
        configuration.setInt("fs.s3a.attempts.maximum", 2);
        configuration.setInt("fs.s3a.retry.limit", 1);
        configuration.set("fs.s3a.retry.interval", "10ms");
        configuration.set("fs.s3a.multipart.size", "5M"); // the least that S3 takes: larger files come in parts
        configuration.set("fs.s3a.multipart.threshold", "5M");
        return configuration;
    }

    /** Uploads in parts that were begun and neither completed nor aborted. */
    int pending() {
        return objects.listMultipartUploads(BUCKET).size();
    }

    void stop() throws Exception {
        proxy.stop();
    }
}
