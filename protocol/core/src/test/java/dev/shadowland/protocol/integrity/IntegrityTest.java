package dev.shadowland.protocol.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.integrity.IntegrityGuard.Verdict;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

class IntegrityTest {
    private static final long SECOND = 1_000_000_000L;

    private final SplittableRandom random = new SplittableRandom(8);
    private final IntegrityTable table = IntegrityTable.generate(7, 64, random);
    private final IntegrityGuard guard =
            new IntegrityGuard(
                    table, new IntegrityGuard.Settings(30 * SECOND, 10 * SECOND), random, 0);
    private final IntegrityAnswers client = new IntegrityAnswers(table);
    private final Set<Integer> indices = new HashSet<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);

    private WireWriter writer() {
        return new WireWriter().wrap(buffer, 0, 64);
    }

    /** The question that is due now, given to the client; its answer's body. */
    private WireReader ask(long nowNs) {
        guard.write(writer(), nowNs);
        indices.add((int) buffer.getShort(6));
        assertThat(client.onQuestion(new WireReader().wrap(buffer, 2, 6))).isTrue();
        client.write(writer());
        return new WireReader().wrap(buffer, 2, 20);
    }

    @Test
    void shouldAskNowAndThenForRandomKeysAndTakeRightAnswers() {
        int questions = 0;
        for (long now = 0; now < 3600 * SECOND; now += SECOND) {
            guard.onTime(now, now);
            if (guard.isSendDue(now)) {
                questions++;
                WireReader answer = ask(now);
                assertThat(guard.onAnswer(answer, now)).isEqualTo(Verdict.RIGHT);
            }
            assertThat(guard.isLate()).isFalse();
        }
        assertThat(questions).isBetween(80, 240);
        assertThat(indices).hasSizeGreaterThan(32).allMatch(index -> index >= 0 && index < 64);
    }

    /** Regression: integrity timer without a challenge. */
    @Test
    void shouldNotRunTheTimeBeforeAQuestionIsWritten() {
        long due = 46 * SECOND;
        guard.onTime(due, due);
        assertThat(guard.isSendDue(due)).isTrue();
        long written = due + 60 * SECOND;
        play(due, written, written);
        assertThat(guard.isLate()).isFalse();
        ask(written);
        play(written, written + 10 * SECOND - 1, written + 10 * SECOND - 1);
        assertThat(guard.isLate()).isFalse();
        guard.onTime(written + 10 * SECOND, written + 10 * SECOND);
        assertThat(guard.isLate()).isTrue();
    }

    /** Time passes, and until a moment the client is heard all the time. */
    private void play(long fromNs, long toNs, long heardUntilNs) {
        for (long now = fromNs; now < toNs; now += SECOND / 60) {
            guard.onTime(now, Math.min(now, heardUntilNs));
        }
        guard.onTime(toNs, Math.min(toNs, heardUntilNs));
    }

    /** The heartbeat lets a client be silent for 15 s; it is no cheat for that. */
    @Test
    void shouldNotCountTheTimeInWhichNothingIsHeard() {
        long asked = 46 * SECOND;
        guard.onTime(asked, asked);
        ask(asked);
        play(asked, asked + 15 * SECOND, asked);
        assertThat(guard.isLate()).isFalse();
        play(asked + 15 * SECOND, asked + 22 * SECOND, asked + 22 * SECOND);
        assertThat(guard.isLate()).isFalse();
        play(asked + 22 * SECOND, asked + 26 * SECOND, asked + 26 * SECOND);
        assertThat(guard.isLate()).as("it is there and does not answer").isTrue();
    }

    @Test
    void shouldRepeatTheQuestionUntilAnsweredWithoutMoreTime() {
        guard.onTime(46 * SECOND, 46 * SECOND);
        ask(46 * SECOND);
        assertThat(guard.isSendDue(46 * SECOND + SECOND / 2 - 1)).isFalse();
        assertThat(guard.isSendDue(46 * SECOND + SECOND / 2)).isTrue();
        WireReader answer = ask(50 * SECOND);
        play(46 * SECOND, 56 * SECOND, 56 * SECOND);
        assertThat(guard.isLate()).isTrue();
        assertThat(guard.onAnswer(answer, 55 * SECOND)).isEqualTo(Verdict.RIGHT);
        assertThat(guard.isLate()).isFalse();
    }

    @Test
    void shouldTellWrongAnswersFromRepeatsAndNonsense() {
        assertThat(guard.onAnswer(answer(0, 20), 0)).isEqualTo(Verdict.MALFORMED);
        assertThat(guard.onAnswer(answer(1, 20), 0)).isEqualTo(Verdict.MALFORMED);
        guard.onTime(46 * SECOND, 46 * SECOND);
        assertThat(guard.onAnswer(answer(1, 20), 0)).isEqualTo(Verdict.MALFORMED);
        WireReader right = ask(46 * SECOND);
        assertThat(guard.onAnswer(answer(2, 20), 0)).isEqualTo(Verdict.MALFORMED);
        assertThat(guard.onAnswer(answer(1, 19), 0)).isEqualTo(Verdict.MALFORMED);
        assertThat(guard.onAnswer(answer(1, 21), 0)).isEqualTo(Verdict.MALFORMED);
        assertThat(guard.onAnswer(answer(1, 20), 0)).isEqualTo(Verdict.WRONG);
        assertThat(guard.onAnswer(right, 47 * SECOND)).isEqualTo(Verdict.RIGHT);
        assertThat(guard.onAnswer(answer(1, 20), 48 * SECOND)).isEqualTo(Verdict.REPEATED);
    }

    private static WireReader answer(int number, int length) {
        UnsafeBuffer body = new UnsafeBuffer(new byte[length]);
        new WireWriter().wrap(body, 0, length).u32(number);
        return new WireReader().wrap(body, 0, length);
    }

    @Test
    void shouldWriteNothingWhereItDoesNotFit() {
        guard.onTime(46 * SECOND, 46 * SECOND);
        WireWriter narrow = new WireWriter().wrap(buffer, 0, 7);
        guard.write(narrow, 46 * SECOND);
        assertThat(narrow.length()).isZero();
        assertThat(guard.isSendDue(46 * SECOND)).isTrue();
    }

    @Test
    void shouldReadWhatItWroteAndHideItsKeys() {
        IntegrityTable read = IntegrityTable.parse(table.format().lines().toList());
        assertThat(read.format()).isEqualTo(table.format());
        assertThat(read.build()).isEqualTo(7);
        assertThat(read.size()).isEqualTo(64);
        assertThat(read.matches(63, table.key(63))).isTrue();
        assertThat(read.matches(62, table.key(63))).isFalse();
        assertThat(read.toString()).isEqualTo("IntegrityTable[build 7, 64 keys]");
        assertThat(table.key(64)).containsOnly(0);
        assertThat(table.key(-1)).containsOnly(0);
    }

    @Test
    void shouldTakeTheHighestBuild() {
        IntegrityTable last = IntegrityTable.generate(-1, 1, random);
        assertThat(last.format()).startsWith("build 4294967295\n");
        assertThat(IntegrityTable.parse(last.format().lines().toList()).build()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "build 1",
                "build x;00000000000000000000000000000000",
                "build 4294967296;00000000000000000000000000000000",
                "build 1;0000000000000000000000000000000",
                "build 1;0000000000000000000000000000000g",
                "keys;00000000000000000000000000000000"
            })
    void shouldRefuseTextsThatAreNoTables(String text) {
        List<String> lines = List.of(text.split(";"));
        assertThatThrownBy(() -> IntegrityTable.parse(lines))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("00000");
    }

    @ParameterizedTest
    @CsvSource({"0", "65537"})
    void shouldRefuseSizesThatAnIndexCannotName(int count) {
        assertThatThrownBy(() -> IntegrityTable.generate(1, count, random))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
