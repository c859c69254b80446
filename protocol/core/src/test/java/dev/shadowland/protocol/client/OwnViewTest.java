package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.motion.MoveRules;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.util.List;

class OwnViewTest {
    private static final int OWN = 7;
    private static final long FRAME_NS = 20_000_000;
    private static final long EAST = InputCommand.of(127, 0, 0, 0, 1);
    private static final long NORTH = InputCommand.of(0, 127, 0, 0, 1);

    private final Screen screen = new Screen();
    private final OwnPrediction prediction = prediction(MotionSettings.DEFAULT);
    private final OwnView view = new OwnView(prediction, MotionSettings.DEFAULT);
    private long nowNs = 5;

    private static OwnPrediction prediction(MotionSettings settings) {
        MoveRules rules = new MoveRules(500, -9_000, -9_000, 9_000, 9_000, 0, 9_000, List.of());
        return new OwnPrediction(rules, 0, 0, 0, 0, settings);
    }

    private void frames(int count) {
        for (int i = 0; i < count; i++) {
            nowNs += FRAME_NS;
            view.frame(nowNs);
        }
    }

    @Test
    void shouldMoveAtOnceAndSendStepsOfOneIntentAsOneInput() {
        prediction.step(EAST);
        assertThat(prediction.x()).isCloseTo(8.33, within(0.01));
        assertThat(prediction.pending()).as("still open").isZero();
        prediction.step(EAST);
        prediction.step(NORTH);
        assertThat(prediction.newestInput()).isEqualTo(2);
        assertThat(prediction.pending()).isOne();
        prediction.seal();
        prediction.step(NORTH);
        prediction.seal();
        assertThat(prediction.pending()).isEqualTo(3);
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[InputFrame.MAX_SIZE]);
        WireWriter writer = new WireWriter().wrap(buffer, 0, buffer.capacity());
        assertThat(prediction.write(writer)).isTrue();
        InputFrame frame = new InputFrame();
        assertThat(frame.read(buffer, 0, writer.length())).isTrue();
        assertThat(frame.count()).isEqualTo(3);
        assertThat(InputCommand.steps(frame.input(0))).isEqualTo(2);
        assertThat(frame.input(1)).isEqualTo(NORTH);
        assertThat(frame.number(2)).isEqualTo(3);
    }

    @Test
    void shouldBeginAnotherInputAfterTheMostSteps() {
        for (int i = 0; i < 13; i++) {
            prediction.step(EAST);
        }
        assertThat(prediction.newestInput()).isEqualTo(3);
        assertThat(prediction.pending()).isEqualTo(2);
        assertThat(prediction.x()).isCloseTo(13 * 500 / 60.0, within(1e-9));
    }

    @Test
    void shouldKeepASmallCorrectionOutOfSight() {
        prediction.add(EAST);
        screen.acknowledge(100, 1, TestRow.of(OWN, 14, 0, 0, 0, 0));
        assertThat(prediction.onSnapshot(screen.world, OWN)).isTrue();
        frames(50);
        assertThat(prediction.x()).isCloseTo(14, within(0.8));
        assertThat(view.x()).isCloseTo(8.33, within(0.01));
    }

    @Test
    void shouldBlendACorrectionWhileItReplaysWhatTheServerHasNotSeen() {
        prediction.add(EAST);
        prediction.add(NORTH);
        prediction.step(NORTH);
        frames(1);
        screen.acknowledge(100, 1, TestRow.of(OWN, 60, 0, 0, 0, 0));
        assertThat(prediction.onSnapshot(screen.world, OWN)).isTrue();
        assertThat(prediction.x()).isCloseTo(60, within(0.8));
        assertThat(prediction.y()).isCloseTo(2 * 500 / 60.0, within(0.8));
        double before = 8.33;
        for (int i = 0; i < 10; i++) {
            frames(1);
            assertThat(view.x() - before).isLessThan(52.5 / 10 + 0.1);
            before = view.x();
        }
        assertThat(view.x()).isEqualTo(prediction.x());
        assertThat(view.snaps()).isZero();
    }

    @Test
    void shouldSnapWhenTheServerPutsItFarAway() {
        prediction.add(EAST);
        frames(1);
        screen.acknowledge(100, 1, TestRow.of(OWN, 2_000, 0, 0, 0, 0));
        prediction.onSnapshot(screen.world, OWN);
        frames(1);
        assertThat(view.x()).isEqualTo(prediction.x());
        assertThat(view.snaps()).isOne();
    }

    @Test
    void shouldCompareALateSnapshotOnlyWithWhatIsLater() {
        prediction.add(EAST);
        prediction.add(EAST);
        screen.acknowledge(103, 2, TestRow.of(OWN, 2 * 500 / 60.0, 0, 0, 0, 0));
        assertThat(prediction.onSnapshot(screen.world, OWN)).isFalse();
        screen.acknowledge(100, 1, TestRow.of(OWN, 0, 0, 0, 0, 0));
        assertThat(prediction.onSnapshot(screen.world, OWN)).isFalse();
        assertThat(prediction.corrections()).isZero();
        assertThat(prediction.pending()).isZero();
    }

    @Test
    void shouldBeWhereTheServerSaysWhenPredictionIsOff() {
        MotionSettings off =
                new MotionSettings(
                        true,
                        true,
                        false,
                        MotionSettings.Timing.DEFAULT,
                        MotionSettings.Correction.DEFAULT,
                        500,
                        0);
        OwnPrediction bare = prediction(off);
        bare.add(EAST);
        assertThat(bare.x()).isZero();
        assertThat(bare.pending()).isOne();
        screen.acknowledge(100, 1, TestRow.of(OWN, 50, 20, 0, 0, 0));
        assertThat(bare.onSnapshot(screen.world, OWN)).isFalse();
        assertThat(bare.x()).isCloseTo(50, within(0.8));
        assertThat(bare.pending()).isZero();
    }
}
