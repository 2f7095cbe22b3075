package org.derain4j.spark.files;

import java.io.File;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** HDFS: a NameNode and a DataNode in this JVM. */
class HdfsStoreTest extends RenamingContract {

    private static MiniDFSCluster cluster;

    @BeforeAll
    static void start(@TempDir File folder) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.getPath());
        cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        cluster.waitActive();
    }

    @AfterAll
    static void stop() {
        cluster.shutdown();
    }

    @Override
    FileStore store() {
        return new FileStore(cluster.getConfiguration(0));
    }

    @Override
    Path makeRoot() throws IOException {
        return new Path(cluster.getFileSystem().getUri() + "/tests/" + System.nanoTime());
    }

}
