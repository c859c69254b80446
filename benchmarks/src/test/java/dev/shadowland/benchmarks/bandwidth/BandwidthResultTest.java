package dev.shadowland.benchmarks.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.benchmarks.edge.Machine;
import dev.shadowland.benchmarks.trace.Recording;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.SnapshotWriter;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

class BandwidthResultTest {
    private static final long EAST = EntityRow.motion(500, 0, 0, 0);
    private static final long STILL = EntityRow.motion(0, 0, 0, 0);

    private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();
    @TempDir private Path folder;

    private void snapshot(int bot, long tick, Consumer<SnapshotWriter> records) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[4_096]);
        WireWriter writer = new WireWriter().wrap(buffer, 0, buffer.capacity());
        SnapshotWriter snapshot = new SnapshotWriter();
        snapshot.begin(writer, tick, 0, 0, 0);
        records.accept(snapshot);
        snapshot.end();
        byte[] payload = new byte[writer.length()];
        buffer.getBytes(0, payload);
        ByteBuffer head = ByteBuffer.allocate(6).order(ByteOrder.LITTLE_ENDIAN);
        recorded.writeBytes(head.putInt(bot).putShort((short) payload.length).array());
        recorded.writeBytes(payload);
    }

    private static void create(SnapshotWriter snapshot, int id, long motion) {
        snapshot.create(EntityRow.identity(id, 1, 255, 255), 0, motion, EntityRow.rest(0, 1, 1), 0);
    }

    private static void update(SnapshotWriter snapshot, int mask, int id, long motion) {
        snapshot.update(
                mask, EntityRow.identity(id, 1, 255, 255), 0, motion, EntityRow.rest(0, 1, 1), 0);
    }

    private BandwidthResult result() throws IOException {
        Path file = folder.resolve("recorded");
        Files.write(file, recorded.toByteArray());
        return BandwidthResult.of("test", Recording.of(file));
    }

    /** Two that walk, one that stands; the third update's head is shared by three records. */
    @Test
    void shouldCountWhatMovesAndItsShareOfTheSnapshot() throws IOException {
        snapshot(
                9,
                100,
                s -> {
                    create(s, 1, EAST);
                    create(s, 2, EAST);
                    create(s, 300, STILL);
                });
        snapshot(9, 103, s -> update(s, Field.POSITION, 1, EAST));
        snapshot(
                9,
                106,
                s -> {
                    update(s, Field.POSITION | Field.ROTATION | Field.VELOCITY, 1, EAST);
                    update(s, Field.POSITION | Field.QUADRANT, 2, EAST);
                    update(s, Field.POSITION, 300, STILL);
                    s.remove(400);
                });
        snapshot(9, 160, s -> update(s, Field.ANIMATION, 1, EAST));

        BandwidthResult result = result();

        int head = SnapshotWriter.HEAD_SIZE;
        double first = 8 + head + 2;
        double second = 16 + head / 4.0 + 2 / 3.0;
        double third = 10 + head / 4.0 + 2 / 3.0;
        assertThat(result.moving()).isEqualTo(3);
        assertThat(result.updates()).isEqualTo(5);
        assertThat(result.viewers()).isOne();
        assertThat(result.seconds()).isEqualTo(1);
        assertThat(result.meanBytes()).isCloseTo((first + second + third) / 3, within(1e-9));
        assertThat(result.savedPercent())
                .isCloseTo(100 - 100 * result.meanBytes() / 46, within(1e-9));
        assertThat(result.holds()).isFalse();
        assertThat(result.sizes())
                .extracting(BandwidthResult.Share::what)
                .containsExactly(" 8 bytes", "10 bytes", "16 bytes");
        assertThat(result.masks())
                .extracting(BandwidthResult.Share::what)
                .containsExactlyInAnyOrder(
                        "position", "position yaw velocity", "position quadrant");
    }

    @Test
    void shouldAddUpWhatTheSavingsAreWorth() throws IOException {
        snapshot(9, 100, s -> create(s, 1, EAST));
        snapshot(9, 103, s -> update(s, Field.POSITION, 1, EAST));

        List<BandwidthResult.Saving> rungs = result().rungs();

        assertThat(rungs)
                .extracting(BandwidthResult.Saving::bytes)
                .startsWith(46.0, 42.0, 32.0, 26.0, 24.0, 11.0, 8.0);
        double saved = rungs.stream().mapToDouble(BandwidthResult.Saving::savedBytes).sum();
        assertThat(46 - saved).isCloseTo(rungs.getLast().bytes(), within(1e-9));
        assertThat(rungs.getLast().savedBytes()).as("the share costs").isNegative();
    }

    /** Told of at each twelfth tick: three changes of each four were not told. */
    @Test
    void shouldSayWhatRatesSaveApart() throws IOException {
        snapshot(9, 100, s -> create(s, 1, EAST));
        for (long tick = 112; tick <= 700; tick += 12) {
            snapshot(9, tick, s -> update(s, Field.POSITION, 1, EAST));
        }

        BandwidthResult result = result();

        BandwidthResult.Rates rates = result.rates();
        assertThat(rates.perSecond()).isCloseTo(5, within(0.01));
        assertThat(rates.perSecondWithout()).isCloseTo(20, within(0.01));
        assertThat(rates.savedBytesPerSecond()).isCloseTo(15 * result.meanBytes(), within(0.5));
        assertThat(rates.gaps()).singleElement().extracting("what").isEqualTo("12 ticks");
        assertThat(new BandwidthReport(Machine.here(), List.of(result)).lines().getLast())
                .contains("does not hold");
    }

    @Test
    void shouldHoldFromSeventyFivePercentOn() throws IOException {
        snapshot(
                9,
                100,
                s -> {
                    for (int id = 1; id <= 60; id++) {
                        create(s, id, EAST);
                    }
                });
        snapshot(
                9,
                103,
                s -> {
                    for (int id = 1; id <= 60; id++) {
                        update(s, Field.POSITION, id, EAST);
                    }
                });
        BandwidthResult result = result();
        assertThat(result.meanBytes()).isCloseTo(8.35, within(0.01));
        assertThat(result.holds()).isTrue();
    }

    @Test
    void shouldCountPitchAndRollWithTheLengthBeforeThem() throws IOException {
        long vehicle = EntityRow.identity(1, 5, 2, 255, 255);
        long tilt = EntityRow.tilt(9, 8);
        snapshot(9, 100, s -> s.create(vehicle, 0, EAST, 0, tilt));
        snapshot(9, 103, s -> s.update(Field.POSITION | Field.TILT, vehicle, 0, EAST, 0, tilt));

        BandwidthResult result = result();

        assertThat(result.masks()).singleElement().extracting("what").isEqualTo("position tilt");
        assertThat(result.sizes()).singleElement().extracting("what").isEqualTo("13 bytes");
    }

    @Test
    void shouldRefuseARecordingInWhichNothingMoves() {
        snapshot(9, 100, s -> create(s, 1, STILL));
        assertThatThrownBy(this::result).isInstanceOf(IOException.class);
    }
}
