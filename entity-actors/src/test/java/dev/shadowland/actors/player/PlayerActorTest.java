package dev.shadowland.actors.player;

import static org.assertj.core.api.Assertions.assertThat;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;

import dev.shadowland.actors.api.CellCommand;
import dev.shadowland.actors.api.CellReply;
import dev.shadowland.actors.api.DenyReason;
import dev.shadowland.actors.api.EnterRefusal;
import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.KickReason;
import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.api.TokenBytes;
import dev.shadowland.actors.store.PositionSave;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class PlayerActorTest extends PlayerActorStage {
    @Test
    void shouldPutAPlayerIntoTheCellOfItsPosition() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        assertThat(entered.cell()).isEqualTo(HOME);
        assertThat(entered.position()).isEqualTo(SPAWN);
        assertThat(entered.epoch()).isEqualTo(3);
        assertThat(entered.node()).isEqualTo(2);
        assertThat(row().session()).isEqualTo(FIRST);
    }

    @Test
    void shouldAnswerARepeatedEnterAgainAndChangeNothing() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        nowMs.addAndGet(600_000);
        player.tell(enter(FIRST, "a", gateway));
        assertThat(gateway.expectMessageClass(GatewayEvent.Entered.class)).isEqualTo(entered);
        cells.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void shouldReplaceTheOlderSessionAndKeepItsPlace() {
        GatewayEvent.Entered first = logIn(FIRST, "a");
        player.tell(enter(SECOND, "b", other));
        assertThat(gateway.expectMessageClass(GatewayEvent.Kick.class))
                .isEqualTo(new GatewayEvent.Kick(FIRST, KickReason.REPLACED));
        CellCommand.RemovePlayer remove = expectRemove(HOME);
        assertThat(remove.entity()).isEqualTo(first.entity());
        remove.replyTo()
                .tell(new CellReply.PlayerRemoved(remove.entity(), remove.generation(), HOME, FAR));
        CellCommand.EnterPlayer enter = expectEnter(FAR_CELL);
        assertThat(enter.isRejoin()).isFalse();
        assertThat(enter.position()).isEqualTo(FAR);
        assertThat(enter.generation()).isGreaterThan(first.generation());
        admit(enter, FAR_CELL);
        assertThat(other.expectMessageClass(GatewayEvent.Entered.class).session())
                .isEqualTo(SECOND);
    }

    @Test
    void shouldLetANewLoginInWhenTheOldCellIsSilent() {
        logIn(FIRST, "a");
        player.tell(enter(SECOND, "b", other));
        gateway.expectMessageClass(GatewayEvent.Kick.class);
        expectRemove(HOME);
        nowMs.addAndGet(2_000);
        admit(expectEnter(HOME), HOME);
        assertThat(other.expectMessageClass(GatewayEvent.Entered.class).session())
                .isEqualTo(SECOND);
    }

    @Test
    void shouldKeepTheLivingSessionWhenItsTokenIsReplayed() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        player.tell(enter(SECOND, "a", other));
        expectDenied(other, SECOND, DenyReason.TOKEN_USED);
        player.tell(enter(FIRST, "a", gateway));
        assertThat(gateway.expectMessageClass(GatewayEvent.Entered.class)).isEqualTo(entered);
    }

    @Test
    void shouldDenyTokensThatAreNotForThisCharacterNowOrGenuine() {
        player.tell(new PlayerCommand.Enter(token("x", CHARACTER + 1, 0), FIRST, 9, gateway.ref()));
        expectDenied(gateway, FIRST, DenyReason.WRONG_CHARACTER);
        player.tell(
                new PlayerCommand.Enter(token("x", CHARACTER, -100_000), FIRST, 9, gateway.ref()));
        expectDenied(gateway, FIRST, DenyReason.TOKEN_EXPIRED);
        player.tell(new PlayerCommand.Enter(TokenBytes.of(new byte[20]), FIRST, 9, gateway.ref()));
        expectDenied(gateway, FIRST, DenyReason.TOKEN_INVALID);
        cells.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void shouldAskTheCellAgainUntilItAnswers() {
        player.tell(enter(FIRST, "a", gateway));
        CellCommand.EnterPlayer first = expectEnter(HOME);
        CellCommand.EnterPlayer again = expectEnter(HOME);
        assertThat(again).isEqualTo(first);
        admit(again, HOME);
        gateway.expectMessageClass(GatewayEvent.Entered.class);
    }

    @Test
    void shouldDenyAndCleanUpWhenNoCellAnswersInTime() {
        player.tell(enter(FIRST, "a", gateway));
        CellCommand.EnterPlayer enter = expectEnter(HOME);
        nowMs.addAndGet(8_000);
        expectDenied(gateway, FIRST, DenyReason.WORLD_BUSY);
        CellCommand.RemovePlayer remove = expectRemove(HOME);
        assertThat(remove.generation()).isEqualTo(enter.generation());
        remove.replyTo().tell(new CellReply.NotOwner(remove.entity(), remove.generation(), HOME));
        nowMs.addAndGet(1);
        player.tell(enter(FIRST, "a", gateway));
        assertThat(expectEnter(HOME).generation()).isGreaterThan(enter.generation());
    }

    @Test
    void shouldTakeOutAnEntityThatACellAdmitsTooLate() {
        player.tell(enter(FIRST, "a", gateway));
        CellCommand.EnterPlayer enter = expectEnter(HOME);
        player.tell(PlayerCommand.SessionEnded.of(FIRST));
        remove(expectRemove(HOME), HOME, SPAWN);
        admit(enter, HOME);
        assertThat(expectRemove(HOME).entity()).isEqualTo(enter.entity());
    }

    @Test
    void shouldDenyWhenTheCellIsFull() {
        player.tell(enter(FIRST, "a", gateway));
        CellCommand.EnterPlayer enter = expectEnter(HOME);
        refuse(enter, HOME, EnterRefusal.FULL);
        expectDenied(gateway, FIRST, DenyReason.CELL_FULL);
    }

    @Test
    void shouldDismissASessionThatItForgot() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        store.savePositions(List.of(new PositionSave(CHARACTER, entered.generation(), FAR, 1)));
        kit.stop(player);
        player = spawn();
        player.tell(enter(SECOND, "b", other));
        CellCommand.RemovePlayer remove = expectRemove(FAR_CELL);
        assertThat(remove.entity()).isEqualTo(entered.entity());
        assertThat(remove.generation()).isGreaterThan(entered.generation());
        remove.replyTo()
                .tell(new CellReply.NotOwner(remove.entity(), remove.generation(), FAR_CELL));
        admit(expectEnter(FAR_CELL), FAR_CELL);
        other.expectMessageClass(GatewayEvent.Entered.class);
        assertThat(forgotten).containsExactly(new GatewayEvent.Kick(FIRST, KickReason.REPLACED));
    }

    /** What is saved is older than that, by up to a second and a half. */
    @Test
    void shouldEnterWhereTheEntityOfASessionThatItForgotStood() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        store.savePositions(List.of(new PositionSave(CHARACTER, entered.generation(), SPAWN, 1)));
        kit.stop(player);
        player = spawn();
        player.tell(enter(SECOND, "b", other));
        remove(expectRemove(HOME), HOME, FAR);
        assertThat(expectEnter(FAR_CELL).position()).isEqualTo(FAR);
    }

    @Test
    void shouldSaveAndStopWhenTheSessionEnds() {
        logIn(FIRST, "a");
        player.tell(PlayerCommand.SessionEnded.of(FIRST));
        expectRemove(HOME);
        remove(expectRemove(HOME), HOME, FAR);
        shard.expectMessageClass(ClusterSharding.Passivate.class);
        assertThat(row().position()).isEqualTo(FAR);
        assertThat(row().session()).isZero();
    }

    @Test
    void shouldFollowAHandoverWhenTheSessionEnds() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        player.tell(PlayerCommand.SessionEnded.of(FIRST));
        CellCommand.RemovePlayer remove = expectRemove(HOME);
        remove.replyTo().tell(new CellReply.NotOwner(remove.entity(), remove.generation(), HOME));
        player.tell(
                new PlayerCommand.PlayerMoved(
                        FAR_CELL, entered.entity(), entered.generation() + 1));
        CellCommand.RemovePlayer there = expectRemove(FAR_CELL);
        assertThat(there.generation()).isEqualTo(entered.generation() + 1);
        remove(there, FAR_CELL, FAR);
        shard.expectMessageClass(ClusterSharding.Passivate.class);
        assertThat(row().position()).isEqualTo(FAR);
    }

    @Test
    void shouldGiveUpAnEntityThatCellsDenyForLongEnough() {
        logIn(FIRST, "a");
        player.tell(PlayerCommand.SessionEnded.of(FIRST));
        CellCommand.RemovePlayer remove = expectRemove(HOME);
        remove.replyTo().tell(new CellReply.NotOwner(remove.entity(), remove.generation(), HOME));
        expectRemove(HOME);
        shard.expectNoMessage(Duration.ofMillis(50));
        nowMs.addAndGet(10_001);
        shard.expectMessageClass(ClusterSharding.Passivate.class);
        assertThat(row().session()).isZero();
    }

    @Test
    void shouldKickASessionThatItsCellHasLost() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        player.tell(
                new PlayerCommand.PlayerMoved(
                        FAR_CELL, entered.entity(), entered.generation() + 1));
        player.tell(new PlayerCommand.PlayerLost(HOME, entered.entity(), entered.generation()));
        gateway.expectNoMessage(Duration.ofMillis(50));
        player.tell(
                new PlayerCommand.PlayerLost(FAR_CELL, entered.entity(), entered.generation() + 1));
        assertThat(gateway.expectMessageClass(GatewayEvent.Kick.class).reason())
                .isEqualTo(KickReason.LOST);
        remove(expectRemove(FAR_CELL), FAR_CELL, FAR);
        shard.expectMessageClass(ClusterSharding.Passivate.class);
    }

    @Test
    void shouldTakeOutAnEntityOfNobody() {
        player.tell(new PlayerCommand.PlayerLost(FAR_CELL, 77, 99));
        assertThat(expectRemove(FAR_CELL).entity()).isEqualTo(77);
    }

    @Test
    void shouldKeepTheLivingSessionWhenTheStoreIsAway() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        store.close();
        player.tell(enter(SECOND, "b", other));
        expectDenied(other, SECOND, DenyReason.STORE_UNAVAILABLE);
        player.tell(enter(FIRST, "a", gateway));
        assertThat(gateway.expectMessageClass(GatewayEvent.Entered.class)).isEqualTo(entered);
        player.tell(new PlayerCommand.Rejoin(FIRST, 9, HOME, gateway.ref()));
        expectDenied(gateway, FIRST, DenyReason.STORE_UNAVAILABLE);
    }
}
