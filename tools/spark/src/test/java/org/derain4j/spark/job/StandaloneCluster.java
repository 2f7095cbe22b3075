package org.derain4j.spark.job;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;

/**
 * A master and two workers of one core each in this JVM, by addresses of their own: Spark makes no second attempt on the host of the first,
 * and a {@code local-cluster} is one host.
 */
final class StandaloneCluster implements AutoCloseable {

    private static final String[] HOSTS = {"127.0.0.1", "127.0.0.2"};
    private static final int MEGABYTES = 2048;

    private final String url;
    private final Deque<RpcEnv> parts = new ArrayDeque<>();

    StandaloneCluster(Path folder) {
        SparkConf conf = new SparkConf(false).set("spark.ui.enabled", "false");
        RpcEnv master = Master.startRpcEnvAndEndpoint(HOSTS[0], 0, 0, conf)._1();
        parts.push(master);
        url = "spark://" + master.address().hostPort();
        for (int i = 0; i < HOSTS.length; i++) {
            parts.push(Worker.startRpcEnvAndEndpoint(HOSTS[i], 0, 0, 1, MEGABYTES, new String[]{url},
                    folder.resolve("worker" + i).toString(), Option.apply(i), conf, Option.empty()));
        }
    }

    /** Whether this machine goes by both addresses, as Linux does. */
    static boolean isPossible() {
        try (ServerSocket _ = new ServerSocket(0, 1, InetAddress.getByName(HOSTS[1]))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** As {@code --master} names it. */
    String url() {
        return url;
    }

    /** Workers before their master, whom they would look for. */
    @Override
    public void close() {
        parts.forEach(RpcEnv::shutdown);
        parts.forEach(RpcEnv::awaitTermination);
    }
}
