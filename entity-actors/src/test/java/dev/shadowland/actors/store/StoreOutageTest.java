package dev.shadowland.actors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.util.List;

class StoreOutageTest {
    private static final long SECOND = 1_000_000_000L;

    private final Logger log = (Logger) LoggerFactory.getLogger(StoreOutage.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private long nowNs = Long.MAX_VALUE - SECOND / 2;
    private final StoreOutage outage = new StoreOutage(() -> nowNs);

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(lines);
    }

    @Test
    void shouldTellOfTheFirstFailureThenOnceASecondThenOfTheEnd() {
        assertThat(outage.watch(() -> 1)).isEqualTo(1);
        assertThat(said()).isEmpty();

        fail(100);
        assertThat(said()).containsExactly("the store failed 1 times so far: store db: full");
        nowNs += SECOND;
        fail(100);
        assertThat(said()).hasSize(2).last().asString().contains("failed 101 times");

        outage.watch(() -> 1);
        assertThat(said()).as("within a second of the line before").hasSize(2);
        nowNs += SECOND;
        outage.watch(() -> 1);
        outage.watch(() -> 1);
        assertThat(said()).hasSize(3).last().asString().contains("again", "200 times");
        assertThat(outage.failures()).isEqualTo(200);
    }

    @Test
    void shouldSayNoMoreOfAStoreThatFailsNowAndThen() {
        for (int i = 0; i < 1_000; i++) {
            fail(1);
            outage.watch(() -> 1);
            nowNs += SECOND / 100;
        }
        assertThat(said()).hasSizeBetween(9, 11);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(
                            () ->
                                    outage.watch(
                                            () -> {
                                                throw new StoreUnavailableException("db", "full");
                                            }))
                    .isInstanceOf(StoreUnavailableException.class);
        }
    }

    private List<String> said() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
