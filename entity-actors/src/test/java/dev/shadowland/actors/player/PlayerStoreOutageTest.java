package dev.shadowland.actors.player;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.protocol.backplane.CellKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;

/** A disk that is full is not to be filled with lines that say so. */
class PlayerStoreOutageTest extends PlayerActorStage {
    private static final int PLAYERS = 100;

    private final Queue<Long> linesAtMs = new ConcurrentLinkedQueue<>();
    private final Logger root =
            ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("dev.shadowland");
    private final AppenderBase<ILoggingEvent> listener =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    linesAtMs.add(event.getTimeStamp());
                }
            };

    @BeforeEach
    void listen() {
        listener.setContext(root.getLoggerContext());
        listener.start();
        root.addAppender(listener);
    }

    @AfterEach
    void listenNoMore() {
        root.detachAppender(listener);
        listener.stop();
    }

    @Test
    void shouldLogTwoLinesASecondAtMostWhileTheStoreIsAway() throws InterruptedException {
        PlayerServices shared = services();
        List<ActorRef<PlayerCommand>> players =
                LongStream.range(0, PLAYERS)
                        .mapToObj(
                                character ->
                                        kit.<PlayerCommand>spawn(
                                                PlayerActor.create(character, shared, shard.ref())))
                        .toList();
        store.close();
        long startMs = System.currentTimeMillis();
        while (System.currentTimeMillis() - startMs < 2_500) {
            players.forEach(
                    each ->
                            each.tell(
                                    new PlayerCommand.Rejoin(
                                            FIRST, 9, CellKey.NONE, gateway.ref())));
            Thread.sleep(50);
        }

        assertThat(outage.failures()).isGreaterThan(10 * PLAYERS);
        assertThat(linesAtMs).isNotEmpty();
        assertThat(linesAtMs).hasSizeBetween(2, 4);
        for (long atMs : linesAtMs) {
            assertThat(linesAtMs)
                    .filteredOn(other -> other >= atMs && other - atMs < 1_000)
                    .hasSizeLessThanOrEqualTo(2);
        }
    }
}
