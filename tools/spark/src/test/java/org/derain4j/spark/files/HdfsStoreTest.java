package org.derain4j.spark.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.hdfs.protocol.QuotaExceededException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

    @Test
    void whoMayNotWriteIsToldAndNothingIsLeft() throws Exception {
        store().write(at("x/a"), bytes(10));
        UserGroupInformation.createRemoteUser("somebody").doAs((PrivilegedExceptionAction<Void>) () -> {
            FileStore theirs = store();
            for (String name : List.of("x/a", "x/b", "y/c")) {
                assertThrows(AccessControlException.class, () -> theirs.write(at(name), bytes(20)));
            }
            assertArrayEquals(bytes(10), theirs.read(at("x/a")));
            return null;
        });
        assertEquals(Set.of("x/a"), names());
        assertNothingIsLeft();
    }

    @Test
    void ofAFileThatDoesNotFitNothingIsLeft() throws IOException {
        store().write(at("x/a"), bytes(10));
        cluster.getFileSystem().setQuota(root(), HdfsConstants.QUOTA_DONT_SET, 150 << 20);
        assertThrows(QuotaExceededException.class, () -> store().write(at("x/a"), bytes(160 << 20)));
        assertArrayEquals(bytes(10), store().read(at("x/a")));
        assertNothingIsLeft();
        store().write(at("x/a"), bytes(20));
        assertEquals(Set.of("x/a"), names());
    }

    @Test
    void aFolderIsNotReplaced() throws IOException {
        store().write(at("x/a/b"), bytes(10));
        assertThrows(IOException.class, () -> store().write(at("x/a"), bytes(20)));
        assertEquals(Set.of("x/a/b"), names());
        assertNothingIsLeft();
    }
}
