package dev.shadowland.actors.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;

import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.KickReason;
import dev.shadowland.actors.api.PlayerCommand;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Each login begins with a few steps of credit: how many logins there are must be bounded. */
class LoginPaceTest extends PlayerActorStage {
    @BeforeEach
    void pace() {
        betweenLogins = Duration.ofSeconds(1);
        player = spawn();
    }

    @Test
    void shouldLetTheNextLoginWaitWhenTheLastOneEnded() {
        logIn(FIRST, "a");
        player.tell(PlayerCommand.SessionEnded.of(FIRST));
        remove(expectRemove(HOME), HOME, FAR);
        await().until(() -> row().session() == 0);
        nowMs.addAndGet(999);
        player.tell(enter(SECOND, "b", other));
        shard.expectNoMessage(Duration.ofMillis(100));
        assertThat(row().session()).as("it neither forgets nor admits").isZero();
        nowMs.addAndGet(1);
        admit(expectEnter(FAR_CELL), FAR_CELL);
        assertThat(other.expectMessageClass(GatewayEvent.Entered.class).session())
                .isEqualTo(SECOND);
    }

    @Test
    void shouldLetTheNextLoginWaitWhileTheLastOneIsIn() {
        logIn(FIRST, "a");
        player.tell(enter(SECOND, "b", other));
        gateway.expectNoMessage(Duration.ofMillis(100));
        nowMs.addAndGet(1_000);
        assertThat(gateway.expectMessageClass(GatewayEvent.Kick.class))
                .isEqualTo(new GatewayEvent.Kick(FIRST, KickReason.REPLACED));
        remove(expectRemove(HOME), HOME, FAR);
        admit(expectEnter(FAR_CELL), FAR_CELL);
        other.expectMessageClass(GatewayEvent.Entered.class);
    }

    @Test
    void shouldRestOnceTheNextLoginNeedNotWait() {
        logIn(FIRST, "a");
        player.tell(PlayerCommand.SessionEnded.of(FIRST));
        remove(expectRemove(HOME), HOME, FAR);
        await().until(() -> row().session() == 0);
        nowMs.addAndGet(1_000);
        shard.expectMessageClass(ClusterSharding.Passivate.class);
    }
}
