package dev.shadowland.protocol.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.message.Command;
import dev.shadowland.protocol.wire.WireReader;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class CommandOutboxTest {
    private static final long MS = 1_000_000;

    private final CommandOutbox outbox = new CommandOutbox();
    private final UnsafeBuffer body = new UnsafeBuffer(new byte[1_001]);
    private boolean roomy = true;

    @BeforeEach
    void hearTheFirstHead() {
        assertThat(outbox.isDue(0)).isFalse();
        outbox.onHead(0, 9);
    }

    @Test
    void shouldHandOverNothingBeforeItKnowsTheSource() {
        CommandOutbox early = new CommandOutbox();
        early.add(5, body, 0, 4);
        assertThat(early.isDue(0)).isFalse();
        early.sendDue(
                0,
                (buffer, offset, length) -> {
                    throw new AssertionError("handed over");
                });
        early.onHead(0, 9);
        assertThat(early.isDue(0)).isTrue();
    }

    @Test
    void shouldHandAllOverAnewInTheNameOfANewSource() {
        outbox.add(5, body, 0, 4);
        outbox.add(5, body, 0, 4);
        assertThat(due(0)).extracting(Command::since).containsExactly(9L, 9L);
        outbox.onHead(1, 8);
        assertThat(outbox.count()).as("an older head says what was applied, too").isOne();
        assertThat(due(1)).isEmpty();
        outbox.onHead(0, 30);
        List<Command> anew = due(2);
        assertThat(anew).extracting(Command::number).containsExactly(2L);
        assertThat(anew.getFirst().since()).isEqualTo(30);
        assertThat(anew.getFirst().kept()).isZero();
        assertThat(due(3)).isEmpty();
    }

    @Test
    void shouldSayHowManyOlderOnesAreKeptWhenItHandsThemOver() {
        for (int i = 0; i < 3; i++) {
            outbox.add(5, body, 0, 4);
        }
        assertThat(due(0)).extracting(Command::number).containsExactly(1L, 2L, 3L);
        outbox.onApplied(2);
        outbox.add(5, body, 0, 4);
        List<Command> next = due(1);
        assertThat(next).extracting(Command::number).containsExactly(4L);
        assertThat(next.getFirst().kept()).isOne();
    }

    @Test
    void shouldHandAllOverAgainWhenTheWorldDoesNotConfirm() {
        outbox.add(5, body, 0, 4);
        assertThat(due(0)).hasSize(1);
        assertThat(due(499 * MS)).isEmpty();
        assertThat(due(500 * MS)).hasSize(1);
        assertThat(due(1_499 * MS)).as("twice as long the second time").isEmpty();
        assertThat(due(1_500 * MS)).hasSize(1);
        outbox.onApplied(1);
        assertThat(due(60_000 * MS)).isEmpty();
    }

    /** Who shoots five times a second always has one under way, and each is confirmed in time. */
    @Test
    void shouldHandNothingOverTwiceWhileTheWorldConfirmsOneAfterTheOther() {
        int handedOver = 0;
        for (long ms = 0; ms < 10_000; ms += 50) {
            if (ms % 200 == 0) {
                outbox.add(5, body, 0, 4);
            }
            handedOver += due(ms * MS).size();
            outbox.onHead((ms - 250) / 200 + 1, 9);
        }
        assertThat(handedOver).isEqualTo(50);
    }

    @Test
    void shouldKeepWhatTheChannelRefusesAndIgnoreConfirmationsOfWhatWasNeverSent() {
        outbox.add(5, body, 0, 4);
        roomy = false;
        assertThat(due(0)).isEmpty();
        outbox.onApplied(1);
        assertThat(outbox.count()).isOne();
        roomy = true;
        assertThat(due(0)).hasSize(1);
        outbox.onApplied(99);
        assertThat(outbox.count()).isZero();
        assertThat(outbox.newest()).isOne();
    }

    @Test
    void shouldRefuseTheSixtyFifthAndABodyThatIsTooLong() {
        for (int i = 1; i <= CommandOutbox.CAPACITY; i++) {
            assertThat(outbox.add(5, body, 0, 1)).isEqualTo(i);
        }
        assertThat(outbox.add(5, body, 0, 1)).isZero();
        assertThatThrownBy(() -> outbox.add(5, body, 0, 1_001))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTakeEachEventOnceAndInOrder() {
        EventInbox inbox = new EventInbox();
        assertThat(inbox.isReceiptDue(0)).as("knows no source").isFalse();
        inbox.onHead(9);
        assertThat(inbox.isReceiptDue(0)).as("says at once where it is").isTrue();
        assertThat(inbox.takeReceipt(0)).isZero();
        assertThat(inbox.onEvent(2, 9)).isFalse();
        assertThat(inbox.onEvent(1, 9)).isTrue();
        assertThat(inbox.onEvent(1, 9)).isFalse();
        assertThat(inbox.takeReceipt(0)).isOne();
        assertThat(inbox.isReceiptDue(999 * MS)).isFalse();
        assertThat(inbox.isReceiptDue(1_000 * MS)).isTrue();
    }

    @Test
    void shouldTakeNoEventOfAnEarlierSource() {
        EventInbox inbox = new EventInbox();
        inbox.onHead(9);
        assertThat(inbox.onEvent(1, 9)).isTrue();
        inbox.takeReceipt(0);
        inbox.onHead(30);
        assertThat(inbox.isReceiptDue(0)).as("the new source numbers on from it").isTrue();
        assertThat(inbox.takeReceipt(0)).isOne();
        assertThat(inbox.since()).isEqualTo(30);
        assertThat(inbox.onEvent(2, 9)).as("the dead source's second").isFalse();
        assertThat(inbox.isReceiptDue(0)).isFalse();
        assertThat(inbox.onEvent(2, 30)).isTrue();
        assertThat(inbox.onEvent(3, 31)).as("a source that an event names first").isTrue();
        assertThat(inbox.since()).isEqualTo(31);
    }

    /** They are the low 32 bits of a tick. */
    @Test
    void shouldTakeASourceForTheNewerOneWhenTicksHaveWrapped() {
        outbox.add(5, body, 0, 4);
        assertThat(due(0)).extracting(Command::since).containsExactly(9L);
        outbox.onHead(0, 0xFFFF_FFF0L);
        assertThat(due(1)).as("of the earlier one, handed over anew").isEmpty();
        EventInbox inbox = new EventInbox();
        inbox.onHead(0xFFFF_FFF0L);
        inbox.onHead(5);
        assertThat(inbox.since()).isEqualTo(5);
        assertThat(inbox.onEvent(1, 0xFFFF_FFF0L)).as("of the earlier one").isFalse();
        assertThat(inbox.onEvent(1, 5)).isTrue();
    }

    private List<Command> due(long nowNs) {
        List<Command> commands = new ArrayList<>();
        outbox.sendDue(
                nowNs,
                (buffer, offset, length) -> {
                    if (roomy) {
                        commands.add(
                                Objects.requireNonNull(
                                        Command.read(
                                                new WireReader().wrap(buffer, offset, length))));
                    }
                    return roomy;
                });
        return commands;
    }
}
