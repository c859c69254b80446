package dev.shadowland.shard.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.actors.entity.Kinds;
import dev.shadowland.actors.entity.WorldEntities;
import dev.shadowland.protocol.client.ReplicatedWorld;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.shard.command.CommandKind;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteOrder;

/** Whom shots meet, on whatever side of a cell's border and of a node's. */
class ShotTest {
    private static final Kinds KINDS = Kinds.seed();
    private static final int SHOOTER = 7;
    private static final int TARGET = 8;
    private static final int YAW_STEPS = 65_536;

    private final World world = new World(Weather.clear(1), CellLimits.DEFAULT);

    private TestClient enter(int entity, double x, double y) {
        return world.enter(entity, x, y, Weather.clear(entity), Weather.clear(entity + 100));
    }

    private static void shoot(TestClient client, int yaw, int pitch) {
        UnsafeBuffer body = new UnsafeBuffer(new byte[CommandKind.SHOT_BODY]);
        body.putShort(0, (short) yaw, ByteOrder.LITTLE_ENDIAN);
        body.putShort(2, (short) pitch, ByteOrder.LITTLE_ENDIAN);
        client.commands.outbox.add(CommandKind.SHOOT, body, 0, CommandKind.SHOT_BODY);
    }

    /** Projectiles in all cells, each of which knows whose it is. */
    private int shots() {
        int shots = 0;
        for (Cell cell : world.cells.values()) {
            WorldEntities entities = cell.residents().entities();
            for (int slot = 0; slot < entities.limit(); slot++) {
                boolean isUsed = entities.states[slot] != Entities.FREE;
                if (isUsed && entities.kinds[slot] == KINDS.named("projectile")) {
                    shots++;
                    assertThat(entities.owners[slot]).isEqualTo(SHOOTER);
                }
            }
        }
        return shots;
    }

    private int ticksUntilGone(int most) {
        for (int tick = 1; tick <= most; tick++) {
            world.ticks(1);
            if (shots() == 0) {
                return tick;
            }
        }
        return most + 1;
    }

    /**
     * The shooter stands west of the border, the target 2000 units east of it, or of another node.
     */
    @ParameterizedTest
    @CsvSource({"-50, 1", "-50, 2", "-1500, 1", "-1500, 2", "500, 1"})
    void shouldEndAtThePlayerItMeetsOnWhicheverSideOfABorder(double x, int nodes) {
        world.open(3, 4, 4, 4, key -> 1 + (int) (key % nodes));
        TestClient shooter = enter(SHOOTER, x, 5_000);
        enter(TARGET, x + 2_000, 5_050);
        enter(9, x + 2_000, 5_400);
        world.ticks(30);
        shoot(shooter, 0, 0);
        world.ticks(5);
        assertThat(shots()).isOne();
        int ticks = ticksUntilGone(200);
        // 2000 units less what lies between the muzzle and the two surfaces, at 2500 a second.
        assertThat(ticks).isBetween(35, 50);
        assertThat(shooter.world.slotOf(TARGET)).isNotEqualTo(ReplicatedWorld.NO_SLOT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void shouldLeaveItsShooterWhereverItAimsAndHoweverItRuns(int eighth) {
        world.open(4, 4, 4, 4, _ -> 1);
        TestClient shooter = enter(SHOOTER, 50_000, 50_000);
        world.ticks(10);
        for (int pitch = -7; pitch <= 8; pitch++) {
            shooter.moveX = pitch % 2 == 0 ? 127 : -127;
            shoot(shooter, eighth * YAW_STEPS / 8, pitch * YAW_STEPS / 32);
            world.ticks(12);
            assertThat(shots()).as("pitch %d/32 of a turn", pitch).isOne();
            WorldEntities entities = world.ownerOf(SHOOTER).residents().entities();
            for (int slot = 0; slot < entities.limit(); slot++) {
                if (entities.states[slot] != Entities.FREE) {
                    entities.end(slot);
                }
            }
            world.ticks(30);
        }
    }

    /** With a velocity clients would let it fly on and pull it back, over and over. */
    @Test
    void shouldBeShownStandingWhereItHangsUntilACellTakesIt() {
        world.open(4, 4, 4, 4, _ -> 1);
        TestClient shooter = enter(SHOOTER, 500, 5_000);
        world.ticks(10);
        shoot(shooter, YAW_STEPS / 2, 0);
        world.ticks(12);
        assertThat(motionOfShot(shooter)).as("it flies").isNotZero();
        world.ticks(60);
        assertThat(shots()).isOne();
        assertThat(motionOfShot(shooter)).as("it hangs").isZero();
        world.open(3, 4, 3, 4, _ -> 1);
        world.ticks(12);
        assertThat(shots()).isOne();
        assertThat(motionOfShot(shooter)).as("it flies on").isNotZero();
    }

    private static long motionOfShot(TestClient client) {
        for (int slot = 0; slot < client.world.limit(); slot++) {
            if (client.world.isLive(slot)
                    && client.world.type(slot) == KINDS.get(KINDS.named("projectile")).type()) {
                return client.world.word(slot, EntityRow.MOTION);
            }
        }
        throw new AssertionError("no shot is seen");
    }

    @Test
    void shouldFlyOverAndPastWhomItDoesNotTouch() {
        world.open(4, 4, 4, 4, _ -> 1);
        TestClient shooter = enter(SHOOTER, 5_000, 5_000);
        enter(TARGET, 6_000, 5_120);
        enter(9, 6_000, 4_880);
        world.ticks(30);
        shoot(shooter, 0, 0);
        world.ticks(5);
        assertThat(ticksUntilGone(300)).isGreaterThan(300);
    }

    /** Nobody is in the cell who could see it, and still it meets who stands there. */
    @Test
    void shouldMeetACreatureWhereNoPlayerIs() {
        world.open(3, 4, 4, 4, _ -> 1);
        TestClient shooter = enter(SHOOTER, -500, 5_000);
        Residents residents = world.cell(World.MAP.cellAt(3_000, 5_000)).residents();
        int monster =
                residents
                        .spawner()
                        .spawn(KINDS.named("monster"), 3_000, 5_000, 0, WorldEntities.NO_END);
        residents.entities().decideTicks[monster] = Long.MAX_VALUE;
        world.ticks(30);
        shoot(shooter, 0, 0);
        world.ticks(5);
        assertThat(ticksUntilGone(200)).isBetween(60, 85);
        assertThat(residents.entities().states[monster]).isEqualTo(Entities.ACTIVE);
    }

    /** Who runs towards it is met as well, though every tick begins where the last one ended. */
    @ParameterizedTest
    @ValueSource(ints = {-127, -60, 60, 127})
    void shouldMeetWhoRunsTowardsItOrAway(int moveX) {
        world.open(4, 4, 4, 4, _ -> 1);
        TestClient shooter = enter(SHOOTER, 5_000, 5_000);
        TestClient runner = enter(TARGET, 7_000, 5_000);
        world.ticks(30);
        runner.moveX = moveX;
        shoot(shooter, 0, 0);
        world.ticks(5);
        assertThat(ticksUntilGone(200)).isLessThan(80);
    }
}
