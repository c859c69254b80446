package dev.shadowland.actors.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shadowland.actors.api.CellCommand;
import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.KickReason;
import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.store.PositionSave;
import dev.shadowland.protocol.backplane.CellKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** A session whose cell is gone comes into a cell again. */
class PlayerRejoinTest extends PlayerActorStage {
    @Test
    void shouldPutASessionIntoItsCellAgainUnderAHigherGeneration() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        store.savePositions(List.of(new PositionSave(CHARACTER, entered.generation(), FAR, 1)));
        player.tell(new PlayerCommand.Rejoin(FIRST, 9, FAR_CELL, gateway.ref()));
        CellCommand.EnterPlayer enter = expectEnter(FAR_CELL);
        assertThat(enter.isRejoin()).isTrue();
        assertThat(enter.entity()).isEqualTo(entered.entity());
        assertThat(enter.generation()).isGreaterThan(entered.generation());
        CellCommand.RemovePlayer old = expectRemove(HOME);
        assertThat(old.generation()).isEqualTo(entered.generation());
        admit(enter, FAR_CELL);
        assertThat(gateway.expectMessageClass(GatewayEvent.Entered.class).generation())
                .isEqualTo(enter.generation());
    }

    @Test
    void shouldRejoinWhereTheGatewayHeardOfItForWhatIsSavedIsOlder() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        player.tell(new PlayerCommand.Rejoin(FIRST, 9, BESIDE, gateway.ref()));
        CellCommand.EnterPlayer enter = expectEnter(BESIDE);
        assertThat(enter.position()).isEqualTo(entered.position());
        expectRemove(HOME);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 8, 1_048_575})
    void shouldRejoinWhereItWasSavedWhenTheGatewayNamesNoCellOfThatMap(int column) {
        logIn(FIRST, "a");
        long nowhere = column < 0 ? CellKey.NONE : CellKey.of(column == 1 ? 7 : 0, 0, column, 3);
        player.tell(new PlayerCommand.Rejoin(FIRST, 9, nowhere, gateway.ref()));
        assertThat(expectEnter(HOME).position()).isEqualTo(SPAWN);
    }

    @Test
    void shouldRejoinAfterItsOwnDeathAndOnlyTheLivingSession() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        kit.stop(player);
        player = spawn();
        player.tell(new PlayerCommand.Rejoin(SECOND, 9, HOME, other.ref()));
        assertThat(other.expectMessageClass(GatewayEvent.Kick.class).reason())
                .isEqualTo(KickReason.UNKNOWN_SESSION);
        player.tell(new PlayerCommand.Rejoin(FIRST, 9, HOME, gateway.ref()));
        CellCommand.EnterPlayer enter = expectEnter(HOME);
        assertThat(enter.entity()).isEqualTo(entered.entity());
        admit(enter, HOME);
        gateway.expectMessageClass(GatewayEvent.Entered.class);
    }

    /** A session of before the actor's last move, whose gateway is late. */
    @Test
    void shouldLetALoginGoOnWhenAnOlderSessionEndsOrAsksMeanwhile() {
        holdsStore = true;
        player.tell(enter(SECOND, "b", other));
        player.tell(PlayerCommand.SessionEnded.of(FIRST));
        player.tell(new PlayerCommand.Rejoin(FIRST, 9, HOME, gateway.ref()));
        assertThat(gateway.expectMessageClass(GatewayEvent.Kick.class).reason())
                .isEqualTo(KickReason.REPLACED);
        releaseStore();
        admit(expectEnter(HOME), HOME);
        other.expectMessageClass(GatewayEvent.Entered.class);
    }

    @Test
    void shouldTakeOutWhoLeavesWhileItsRejoinWaitsForAStoreThatIsAway() {
        logIn(FIRST, "a");
        holdsStore = true;
        player.tell(new PlayerCommand.Rejoin(FIRST, 9, HOME, gateway.ref()));
        await().until(() -> !held.isEmpty());
        player.tell(PlayerCommand.SessionEnded.of(FIRST));
        store.close();
        releaseStore();
        expectRemove(HOME);
    }

    @Test
    void shouldTakeOutWhoLeavesWhileAnActorThatForgotItAsksTheStore() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        kit.stop(player);
        player = spawn();
        holdsStore = true;
        player.tell(new PlayerCommand.Rejoin(FIRST, 9, HOME, gateway.ref()));
        await().until(() -> !held.isEmpty());
        player.tell(PlayerCommand.SessionEnded.of(FIRST));
        releaseStore();
        CellCommand.RemovePlayer remove = expectRemove(HOME);
        assertThat(remove.entity()).isEqualTo(entered.entity());
        remove(remove, HOME, FAR);
        await().until(() -> row().session() == 0);
        assertThat(row().position()).isEqualTo(FAR);
    }
}
