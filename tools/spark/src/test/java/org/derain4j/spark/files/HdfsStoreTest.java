package org.derain4j.spark.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        IOException full = assertThrows(IOException.class, () -> store().write(at("x/a"), bytes(160 << 20)));
        assertTrue(full.toString().contains("quota of"), full.toString());
        assertArrayEquals(bytes(10), store().read(at("x/a")));
        assertNothingIsLeft();
        store().write(at("x/a"), bytes(20));
        assertEquals(Set.of("x/a"), names());
    }

    /** As a camera writes them, on a disk where they may be called so. */
    @ParameterizedTest
    @ValueSource(strings = {"12:30.png", "12:30/a.png"})
    void aNameThatHdfsDoesNotTakeIsAFailureOfTheFileAlone(String name) throws IOException {
        IOException refused = assertThrows(IOException.class, () -> store().write(at(name), bytes(10)));
        assertTrue(refused.getMessage().contains("is not a valid DFS filename"), refused.toString());
        assertNothingIsLeft();
    }

    @Test
    void aFolderIsNotReplaced() throws IOException {
        store().write(at("x/a/b"), bytes(10));
        assertThrows(IOException.class, () -> store().write(at("x/a"), bytes(20)));
        assertEquals(Set.of("x/a/b"), names());
        assertNothingIsLeft();
    }
}
