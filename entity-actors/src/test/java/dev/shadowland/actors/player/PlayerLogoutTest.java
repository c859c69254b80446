package dev.shadowland.actors.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;

import dev.shadowland.actors.api.CellCommand;
import dev.shadowland.actors.api.DenyReason;
import dev.shadowland.actors.api.EnterRefusal;
import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.actors.store.PositionSave;
import dev.shadowland.actors.store.StoreUnavailableException;
import dev.shadowland.protocol.backplane.Generation;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What becomes of a character whose player leaves when something else goes on. */
class PlayerLogoutTest extends PlayerActorStage {
    /** The node of its actor died or handed the actor on, as in every rolling restart. */
    @Test
    void shouldTakeOutASessionThatItForgot() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        store.savePositions(List.of(new PositionSave(CHARACTER, entered.generation(), FAR, 1)));
        kit.stop(player);
        player = spawn();
        player.tell(PlayerCommand.SessionEnded.of(FIRST));
        CellCommand.RemovePlayer remove = expectRemove(FAR_CELL);
        assertThat(remove.entity()).isEqualTo(entered.entity());
        assertThat(remove.generation()).isGreaterThanOrEqualTo(entered.generation());
        remove(remove, FAR_CELL, SPAWN);
        shard.expectMessageClass(ClusterSharding.Passivate.class);
        assertThat(row().session()).isZero();
        assertThat(row().position()).isEqualTo(SPAWN);
    }

    /** It crossed a border since it was last saved: only its gateway knows the cell. */
    @Test
    void shouldTakeOutASessionThatItForgotWhereItsGatewayHeardOfItLast() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        store.savePositions(List.of(new PositionSave(CHARACTER, entered.generation(), SPAWN, 1)));
        kit.stop(player);
        player = spawn();
        long generation = Generation.afterHandover(entered.generation());
        player.tell(new PlayerCommand.SessionEnded(FIRST, BESIDE, generation));
        CellCommand.RemovePlayer remove = expectRemove(BESIDE);
        assertThat(remove.entity()).isEqualTo(entered.entity());
        assertThat(remove.generation()).isGreaterThanOrEqualTo(generation);
        remove(remove, BESIDE, FAR);
        shard.expectMessageClass(ClusterSharding.Passivate.class);
        assertThat(row().session()).isZero();
        assertThat(row().position()).isEqualTo(FAR);
    }

    /** What was saved last is later than what its gateway heard: a datagram or two were lost. */
    @Test
    void shouldTakeOutASessionThatItForgotWhereItWasSavedWhenThatIsLater() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        long generation = Generation.afterHandover(entered.generation());
        store.savePositions(List.of(new PositionSave(CHARACTER, generation, FAR, 1)));
        kit.stop(player);
        player = spawn();
        player.tell(new PlayerCommand.SessionEnded(FIRST, HOME, entered.generation()));
        assertThat(expectRemove(FAR_CELL).generation()).isEqualTo(generation);
    }

    @Test
    void shouldNotTouchTheLivingSessionWhenAnotherEnds() {
        GatewayEvent.Entered entered = logIn(FIRST, "a");
        kit.stop(player);
        player = spawn();
        player.tell(PlayerCommand.SessionEnded.of(SECOND));
        shard.expectMessageClass(ClusterSharding.Passivate.class);
        player.tell(new PlayerCommand.Rejoin(FIRST, 9, HOME, gateway.ref()));
        assertThat(cells.receiveMessage().request()).isInstanceOf(CellCommand.EnterPlayer.class);
        assertThat(row().entity()).isEqualTo(entered.entity());
    }

    /** It would else be taken for one that is in, and the next login wait for it. */
    @Test
    void shouldForgetASessionThatItsCellRefused() {
        player.tell(enter(FIRST, "a", gateway));
        CellCommand.EnterPlayer enter = expectEnter(HOME);
        refuse(enter, HOME, EnterRefusal.FULL);
        expectDenied(gateway, FIRST, DenyReason.CELL_FULL);
        await().until(() -> row().session() == 0);
        player.tell(enter(FIRST, "a", gateway));
        assertThat(expectEnter(HOME).generation()).isGreaterThan(enter.generation());
    }

    /** A login that overtook the end began where the character was saved before the outage. */
    @Test
    void shouldComeBackWhereItLeftWhenTheStoreWasAwayMeanwhile() {
        logIn(FIRST, "a");
        AtomicBoolean isAway = new AtomicBoolean(true);
        beforeStore =
                call -> {
                    if (call.equals("endSession") && isAway.getAndSet(false)) {
                        player.tell(enter(SECOND, "b", other));
                        throw new StoreUnavailableException("test", "away");
                    }
                };
        player.tell(PlayerCommand.SessionEnded.of(FIRST));
        remove(expectRemove(HOME), HOME, FAR);
        expectDenied(other, SECOND, DenyReason.STORE_UNAVAILABLE);
        await().until(() -> row().session() == 0);
        player.tell(enter(SECOND, "b", other));
        assertThat(expectEnter(FAR_CELL).position()).isEqualTo(FAR);
    }

    @Test
    void shouldDenyALoginWhenTheStoreIsStillAway() {
        logIn(FIRST, "a");
        store.close();
        player.tell(PlayerCommand.SessionEnded.of(FIRST));
        remove(expectRemove(HOME), HOME, FAR);
        await().until(() -> outage.failures() > 0);
        player.tell(enter(SECOND, "b", other));
        expectDenied(other, SECOND, DenyReason.STORE_UNAVAILABLE);
    }
}
