package dev.shadowland.transport.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

class AeronLinksIT {
    private static final int GATEWAY = 1;
    private static final int SHARD = 8191;
    private static final int TERM = 256 << 10;

    private final Path dir = shared().resolve("shadowland-test-" + UUID.randomUUID());
    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();
    private final AtomicInteger fatals = new AtomicInteger();

    @AfterEach
    void closeInReverse() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        assertThat(dir).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(LinkMode.class)
    void shouldCarryFramesBothWaysOnceBothAreMembers(LinkMode mode) {
        Pair pair = pair(mode);
        LinkSenders fromShard = pair.shard.senders();
        LinkSenders fromGateway = pair.gateway.senders();
        LinkReceiver atLane1 = pair.gateway.receiver(1);
        LinkReceiver atShard = pair.shard.receiver(0);
        pair.join();
        List<String> frames = new ArrayList<>();

        sendUntilTaken(fromShard, GATEWAY, 1, "snapshot", atLane1, frames);
        sendUntilTaken(fromGateway, SHARD, 0, "input", atShard, frames);

        assertThat(frames).contains(SHARD + ":snapshot", GATEWAY + ":input");
        assertThat(pair.shard.counters().get("sent")).isPositive();
        assertThat(fatal.get()).isNull();
    }

    @ParameterizedTest
    @EnumSource(LinkMode.class)
    void shouldReassembleAFrameOfManyPieces(LinkMode mode) {
        Pair pair = pair(mode);
        LinkSenders senders = pair.shard.senders();
        LinkReceiver receiver = pair.gateway.receiver(0);
        pair.join();
        UnsafeBuffer large = new UnsafeBuffer(new byte[20_000]);
        large.setMemory(0, 20_000, (byte) 7);
        large.putInt(19_996, 42);
        List<Integer> seen = new ArrayList<>();

        await().pollInSameThread()
                .until(
                        () -> {
                            senders.poll();
                            receiver.poll((_, _, _, _) -> {}, 10);
                            return senders.send(GATEWAY, 0, large, 0, large.capacity());
                        });
        await().pollInSameThread()
                .until(
                        () -> {
                            receiver.poll(
                                    (_, buffer, offset, length) ->
                                            seen.add(length + buffer.getInt(offset + 19_996)),
                                    10);
                            return !seen.isEmpty();
                        });

        assertThat(seen).containsExactly(20_042);
    }

    @ParameterizedTest
    @EnumSource(LinkMode.class)
    void shouldDropAndCountWhenTheReceiverDoesNotPoll(LinkMode mode) {
        Pair pair = pair(mode);
        LinkSenders senders = pair.shard.senders();
        LinkReceiver receiver = pair.gateway.receiver(0);
        pair.join();
        sendUntilTaken(senders, GATEWAY, 0, "first", receiver, new ArrayList<>());
        UnsafeBuffer kilobyte = new UnsafeBuffer(new byte[1000]);

        await().pollInSameThread()
                .until(
                        () -> {
                            for (int i = 0; i < 100; i++) {
                                senders.send(GATEWAY, 0, kilobyte, 0, 1000);
                            }
                            return senders.counters().get(LinkCount.DROPPED_BACK_PRESSURE) > 0;
                        });
        assertThat(senders.send(GATEWAY, 0, new UnsafeBuffer(new byte[TERM]), 0, TERM)).isFalse();
        assertThat(senders.counters().get(LinkCount.DROPPED_TOO_LONG)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(LinkMode.class)
    void shouldDropWhenAMemberLeftAndCarryAgainWhenItIsBack(LinkMode mode) {
        Pair pair = pair(mode);
        LinkSenders senders = pair.shard.senders();
        LinkReceiver receiver = pair.gateway.receiver(0);
        pair.join();
        sendUntilTaken(senders, GATEWAY, 0, "one", receiver, new ArrayList<>());

        pair.shard.onMemberLeft(GATEWAY);
        assertThat(senders.send(GATEWAY, 0, new UnsafeBuffer(new byte[1]), 0, 1)).isFalse();
        assertThat(senders.counters().get(LinkCount.DROPPED_NOT_MEMBER)).isEqualTo(1);

        pair.shard.onMember(pair.gatewayEnd);
        List<String> frames = new ArrayList<>();
        sendUntilTaken(senders, GATEWAY, 0, "two", receiver, frames);
        assertThat(frames).contains(SHARD + ":two");
    }

    @Test
    void shouldTakeNothingFromANodeThatIsNoMember() {
        Pair pair = pair(LinkMode.IPC);
        LinkSenders senders = pair.shard.senders();
        LinkReceiver receiver = pair.gateway.receiver(0);
        pair.shard.onMember(pair.gatewayEnd);

        assertThat(senders.poll()).isPositive();
        for (int i = 0; i < 20; i++) {
            assertThat(senders.send(GATEWAY, 0, new UnsafeBuffer(new byte[1]), 0, 1)).isFalse();
            assertThat(receiver.poll((_, _, _, _) -> {}, 10)).isZero();
        }

        assertThat(senders.counters().get(LinkCount.DROPPED_NOT_CONNECTED)).isEqualTo(20);
    }

    @Test
    void shouldCarryFramesBetweenCellsOfOneShardWhenItIsItsOwnMember() {
        Pair pair = pair(LinkMode.IPC);
        pair.shard.onMember(pair.shardEnd);
        List<String> frames = new ArrayList<>();

        sendUntilTaken(pair.shard.senders(), SHARD, 0, "handover", pair.shard.receiver(0), frames);

        assertThat(frames).contains(SHARD + ":handover");
    }

    @Test
    void shouldCountAndGoOnWhenAHandlerThrows() {
        Pair pair = pair(LinkMode.IPC);
        LinkSenders senders = pair.shard.senders();
        LinkReceiver receiver = pair.gateway.receiver(0);
        pair.join();
        await().pollInSameThread()
                .until(
                        () -> {
                            senders.send(GATEWAY, 0, new UnsafeBuffer(new byte[1]), 0, 1);
                            receiver.poll(
                                    (_, _, _, _) -> {
                                        throw new IllegalStateException("on purpose");
                                    },
                                    10);
                            return receiver.counters().get(LinkCount.HANDLER_FAILED) > 0;
                        });
        List<String> frames = new ArrayList<>();

        sendUntilTaken(senders, GATEWAY, 0, "next", receiver, frames);

        assertThat(frames).contains(SHARD + ":next");
    }

    @Test
    void shouldRefuseASecondThread() throws InterruptedException {
        LinkSenders senders = pair(LinkMode.IPC).shard.senders();
        senders.poll();
        AtomicReference<@Nullable Throwable> refused = new AtomicReference<>();

        Thread other =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        senders.poll();
                                    } catch (IllegalStateException e) {
                                        refused.set(e);
                                    }
                                });
        other.join();

        assertThat(refused.get()).hasMessageContaining("owned by thread");
    }

    @Test
    void shouldTellTheNodeOnceWhenTheDriverDies() {
        LinkConfig config =
                new LinkConfig(
                        dir,
                        LinkMode.IPC,
                        TERM,
                        Duration.ofMillis(1500),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1));
        EmbeddedDriver driver = EmbeddedDriver.launch(config, 100_000, 4);
        AeronLinks links = AeronLinks.connect(config, end(SHARD, NodeRole.SHARD, 1), this::onFatal);
        open.add(links);
        LinkSenders senders = links.senders();

        driver.close();

        await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> fatal.get() != null);
        links.onMember(end(GATEWAY, NodeRole.GATEWAY, 1));
        assertThat(senders.send(GATEWAY, 0, new UnsafeBuffer(new byte[1]), 0, 1)).isFalse();
        assertThat(fatals).hasValue(1);
    }

    @Test
    void shouldSayWhatToDoWhenNoDriverRuns() {
        LinkConfig config =
                new LinkConfig(
                        dir,
                        LinkMode.IPC,
                        TERM,
                        Duration.ofMillis(1500),
                        Duration.ofMillis(250),
                        Duration.ofMillis(300));

        assertThatThrownBy(
                        () ->
                                AeronLinks.connect(
                                        config, end(SHARD, NodeRole.SHARD, 1), this::onFatal))
                .isInstanceOf(DriverUnavailableException.class)
                .hasMessageContaining(dir.toString());
    }

    private void sendUntilTaken(
            LinkSenders senders,
            int target,
            int lane,
            String text,
            LinkReceiver receiver,
            List<String> frames) {
        UnsafeBuffer frame = new UnsafeBuffer(new byte[text.length()]);
        frame.putStringWithoutLengthAscii(0, text);
        int before = frames.size();
        await().pollInSameThread()
                .until(
                        () -> {
                            senders.poll();
                            senders.send(target, lane, frame, 0, frame.capacity());
                            receiver.poll(
                                    (source, buffer, offset, length) ->
                                            frames.add(
                                                    source
                                                            + ":"
                                                            + buffer.getStringWithoutLengthAscii(
                                                                    offset, length)),
                                    100);
                            return frames.size() > before;
                        });
        await().pollInSameThread().until(() -> receiver.poll((_, _, _, _) -> {}, 1000) == 0);
    }

    private Pair pair(LinkMode mode) {
        LinkConfig config = LinkConfig.of(dir, mode, TERM, Duration.ofMillis(1_500));
        open.add(EmbeddedDriver.launch(config, 100_000, 16));
        NodeEndpoint gatewayEnd = end(GATEWAY, NodeRole.GATEWAY, 2);
        NodeEndpoint shardEnd = end(SHARD, NodeRole.SHARD, 1);
        AeronLinks gateway = AeronLinks.connect(config, gatewayEnd, this::onFatal);
        open.add(gateway);
        AeronLinks shard = AeronLinks.connect(config, shardEnd, this::onFatal);
        open.add(shard);
        return new Pair(gateway, shard, gatewayEnd, shardEnd);
    }

    private void onFatal(Throwable error) {
        fatals.incrementAndGet();
        fatal.set(error);
    }

    private static NodeEndpoint end(int node, NodeRole role, int lanes) {
        return new NodeEndpoint(node, role, "127.0.0.1", freePort(), lanes);
    }

    private static int freePort() {
        try (DatagramChannel trial = DatagramChannel.open()) {
            trial.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return ((InetSocketAddress) trial.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path shared() {
        Path memory = Path.of("/dev/shm");
        return Files.isDirectory(memory) ? memory : Path.of("target").toAbsolutePath();
    }

    private record Pair(
            AeronLinks gateway, AeronLinks shard, NodeEndpoint gatewayEnd, NodeEndpoint shardEnd) {
        void join() {
            gateway.onMember(shardEnd);
            shard.onMember(gatewayEnd);
        }
    }
}
