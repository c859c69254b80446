package dev.shadowland.benchmarks.server;

import dev.shadowland.gateway.worker.ShardLinks;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.transport.agent.WorkerThread;
import dev.shadowland.transport.link.AeronLinks;
import dev.shadowland.transport.link.EmbeddedDriver;
import dev.shadowland.transport.link.LinkConfig;
import dev.shadowland.transport.link.LinkHandler;
import dev.shadowland.transport.link.LinkMode;
import dev.shadowland.transport.link.LinkReceiver;
import dev.shadowland.transport.link.LinkSenders;
import dev.shadowland.transport.link.NodeEndpoint;
import dev.shadowland.transport.link.NodeRole;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Shards that are an echo behind Aeron: a media driver and an agent on threads of their own in this
 * process, IPC both ways. What a worker sends comes back in a later duty cycle.
 */
final class AeronEcho implements AutoCloseable {
    private static final int FRAMES_PER_CYCLE = 512;
    private static final long PEAK_BYTES_PER_TICK = 1_100_000;
    private static final int LOGS = 8;

    private final EmbeddedDriver driver;
    private final AeronLinks gateway;
    private final AeronLinks shard;
    private final WorkerThread echo;

    AeronEcho(int gatewayNode, int workers, Consumer<Throwable> onFatal) {
        LinkConfig config =
                LinkConfig.of(
                        directory(),
                        LinkMode.IPC,
                        LinkConfig.DEFAULT_TERM_LENGTH,
                        Duration.ofSeconds(3));
        driver = EmbeddedDriver.launch(config, PEAK_BYTES_PER_TICK, LOGS);
        NodeEndpoint atGateway =
                new NodeEndpoint(gatewayNode, NodeRole.GATEWAY, "127.0.0.1", 0, workers);
        NodeEndpoint atShard =
                new NodeEndpoint(EchoControl.SHARD_NODE, NodeRole.SHARD, "127.0.0.1", 0, 1);
        gateway = AeronLinks.connect(config, atGateway, onFatal);
        shard = AeronLinks.connect(config, atShard, onFatal);
        gateway.onMember(atShard);
        shard.onMember(atGateway);
        EchoAgent agent = new EchoAgent(shard.senders(), shard.receiver(0));
        IdleStrategy waits = new BackoffIdleStrategy(0, 8, 50_000, 1_000_000);
        echo = WorkerThread.start(agent, waits, 0, onFatal);
    }

    private static Path directory() {
        Path shared = Path.of("/dev/shm");
        Path parent =
                Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
        return parent.resolve("shadowland-bench-" + ProcessHandle.current().pid());
    }

    /** A worker's end. */
    ShardLinks links(int worker) {
        ShardLinks plain = ShardLinks.of(gateway.senders(), gateway.receiver(worker));
        return new ShardLinks() {
            @Override
            public boolean send(int node, DirectBuffer buffer, int offset, int length) {
                return plain.send(node, buffer, offset, length);
            }

            @Override
            public int poll(LinkHandler handler, int limit) {
                return plain.poll(handler, limit);
            }

            @Override
            public boolean takesBenchmarks() {
                return true;
            }
        };
    }

    @Override
    public void close() {
        echo.close();
        gateway.close();
        shard.close();
        driver.close();
    }

    /** The echo; sessions name their worker, so the answer finds its lane. */
    private static final class EchoAgent implements Agent, LinkHandler {
        private final UnsafeBuffer out =
                new UnsafeBuffer(new byte[PacketHeader.MAX_DATAGRAM + EchoAnswer.MAX_GROWTH]);
        private final EchoAnswer answer = new EchoAnswer();
        private final LinkSenders senders;
        private final LinkReceiver receiver;

        EchoAgent(LinkSenders senders, LinkReceiver receiver) {
            this.senders = senders;
            this.receiver = receiver;
        }

        @Override
        public int doWork() {
            return senders.poll() + receiver.poll(this, FRAMES_PER_CYCLE);
        }

        @Override
        public void onFrame(int sourceNode, DirectBuffer buffer, int offset, int length) {
            int size = answer.write(buffer, offset, out, 0);
            if (size > 0) {
                // A refused frame is an echo that never comes, which the client counts.
                boolean _ = senders.send(sourceNode, answer.lane(), out, 0, size);
            }
        }

        @Override
        public String roleName() {
            return "aeron-echo";
        }
    }
}
